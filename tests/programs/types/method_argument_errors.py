# krait: short
# Methods that hardly ever fail, called with arguments they do not take.
def generator():
    yield


async def async_generator():
    yield


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", function(*args, **kwargs))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


proxy = vars(int)
agen = async_generator()
METHODS = [memoryview(b"x").toreadonly, bytearray(b"x").expandtabs, bytearray(b"x").splitlines,
           bytearray(b"x").zfill, b"x".expandtabs, b"x".splitlines, b"x".zfill, 1j.conjugate,
           {}.items, {}.values, {}.keys, 1.5.conjugate, 1.5.is_integer, property().deleter,
           property().getter, property().setter, (5).as_integer_ratio, (5).bit_count,
           (5).conjugate, generator.__code__.co_lines, generator.__code__.co_positions,
           agen.aclose, agen.asend, proxy.items, proxy.keys, proxy.values, proxy.copy]
for method in METHODS:
    name = method.__qualname__
    tell(f"{name} of three", method, "a", "b", "c")
    tell(f"{name} by keyword", method, no_such_argument=1)
for number in ("x", 1.5, None, 2**70):
    tell(f"expandtabs {number}", b"x\t".expandtabs, number)
    tell(f"zfill {number}", b"x".zfill, number)
    tell(f"bytearray zfill {number}", bytearray(b"x").zfill, number)
try:
    int.mro(5)
except TypeError as error:
    print(error)
try:
    agen.athrow(typ=ValueError)
except TypeError as error:
    print(error)
tell("open", open)
tell("open mode", open, "no/such/file", "q")
tell("open missing", open, "/no/such/file")
tell("open keyword", open, "x", no_such_argument=1)
