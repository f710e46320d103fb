# krait: short
# dir() of every builtin type and of types that only instances reveal: nothing missing, nothing
# extra. Names every class inherits from object are left out.
import sys

common = set(dir(object))
print(sorted(common))


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


class Plain:
    __slots__ = ("slot",)

    def method(self):
        pass


c = coroutine()
try:
    raise ValueError
except ValueError as error:
    traceback = error.__traceback__
a = async_generator()
INSTANCES = [5, True, 1.5, 1j, "s", b"b", bytearray(), memoryview(b""), [], (), {}, set(),
             frozenset(), range(1), slice(1), None, ..., NotImplemented, len, generator,
             Plain().method, [].append, int.__add__, (5).__add__, list.append, int.__dict__["real"],
             Plain.slot, dict.__dict__["fromkeys"], generator(), c, c.__await__(), a, a.__anext__(),
             a.aclose(), iter([]), reversed([]), iter(()), iter(""), iter("\u4e2d"), iter(b""),
             iter(bytearray()), iter({}), reversed({}), iter({}.values()), iter({}.items()),
             reversed({}.values()), reversed({}.items()), iter(set()), iter(range(1)),
             iter(range(2**70)), iter(len, 0), iter(memoryview(b"")), {}.keys(), {}.values(),
             {}.items(), enumerate(""), zip(), map(len, ""), filter(None, ""),
             reversed(type("S", (), {"__len__": lambda s: 0, "__getitem__": len})()),
             iter(type("S", (), {"__getitem__": len})()), property(), classmethod(len),
             staticmethod(len), super(Plain, Plain()), generator.__code__, sys._getframe(),
             traceback, sys, int.__dict__, sys.implementation, list[int], int | str,
             (lambda x: lambda: x)(1).__closure__[0],
             generator.__code__.co_lines(), generator.__code__.co_positions(), sys.flags,
             iter(list[int]), type, sys.version_info, sys.float_info, sys.hash_info, sys.int_info,
             sys.thread_info]
c.close()
for instance in INSTANCES:
    kind = type(instance)
    print(kind.__module__, kind.__qualname__, sorted(set(dir(kind)) - common),
          sorted(name for name in common if name in kind.__dict__ and name != "__doc__"))
import builtins

for name in sorted(dir(builtins)):
    kind = getattr(builtins, name)
    if isinstance(kind, type) and issubclass(kind, BaseException):
        print(name, sorted(set(dir(kind)) - common),
              sorted(n for n in common if n in kind.__dict__ and n != "__doc__"))
print(sorted(set(dir(type)) - common), sorted(set(dir(int | str)) - common))
