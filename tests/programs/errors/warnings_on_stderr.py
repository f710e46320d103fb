# krait: short
# Warnings that the interpreter itself gives are printed once per place.
class Index:
    def __index__(self):
        return True


class Int:
    def __int__(self):
        return True


class Float:
    def __float__(self):
        return MyFloat(2.5)


class MyFloat(float):
    pass


def several():
    for _ in range(3):
        print([10, 20][Index()])
        print(int(Int()))
        print(float(Float()))
        print(bool(NotImplemented))
        print(not NotImplemented)


several()
several()
if NotImplemented:
    print("NotImplemented is true")
print(~True)
