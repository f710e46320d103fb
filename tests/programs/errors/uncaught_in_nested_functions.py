# krait: short
def outer(n):
    def middle(m):
        def inner(k):
            value = k * 2
            raise ValueError(f"value is {value}")

        return inner(m + 1)

    return middle(n + 1)


class C:
    def method(self):
        return outer(1)

    @classmethod
    def klass(cls):
        return cls().method()

    @staticmethod
    def static():
        return C.klass()

    @property
    def prop(self):
        return self.static()

    def __call__(self):
        return self.prop

    def __getattr__(self, name):
        return self()


C().anything
