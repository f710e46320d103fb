# A weak reference that dies with its object, but is brought back by a finalizer.
import gc
import weakref


class Target:
    pass


class Keeper:
    def __del__(self):
        kept.append(self.reference)
        print("del", self.reference())


def make():
    target, keeper = Target(), Keeper()
    keeper.reference = weakref.ref(target, lambda _: print("callback"))
    keeper.cycle = keeper
    target.cycle = target


kept = []
make()
gc.collect()
gc.collect()
print([reference() for reference in kept])


class Base:
    pass


def make_class():
    class Derived(Base):
        def __del__(self):
            kept.append(type(self))
            print("del of", type(self).__name__)

    derived = Derived()
    derived.cycle = derived


make_class()
for _ in range(3):
    gc.collect()
Base.attribute = 5
print(kept[-1].attribute)
