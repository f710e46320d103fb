# Compiled code keeps nothing alive: functions, classes and what they hold go when Python lets go.
import gc
import weakref


class Held:
    pass


def make(k):
    held = Held()

    class Local:
        factor = held

        def value(self):
            return k

    def use(x):
        return (held, x + k)[1]

    return use, Local, weakref.ref(held)


def run(rounds):
    left = []
    for k in range(rounds):
        use, Local, ref = make(k)
        total = 0
        instance = Local()
        for x in range(30):
            total += use(x) + instance.value()
            if instance.factor is None:
                total = 0
        left.append(ref)
    del use, Local, instance
    gc.collect()
    return total, sum(ref() is not None for ref in left)


total, alive = run(40)
print(total, alive <= 12)  # inline caches know a few classes
