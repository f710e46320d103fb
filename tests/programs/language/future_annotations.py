# krait: short
from __future__ import annotations

# With the future import annotations are kept as text and never evaluated.
x: undefined + name = 1
y: list[int]
print(__annotations__)


def function(a: missing.attribute, b: (yes if no else maybe) = 1, *c: *tuple[int, ...],
        **d: lambda q: q) -> {1: [2, 3], "k": not None}:
    local: also_undefined = 2
    return local


print(function.__annotations__, function(0))


class C:
    f: C
    g: "already text"
    h: f"formatted {value!r:>{width}}"
    i: a[1:2, ::3].b(c, *d, k=1, **e) @ -f ** ~g
    j: (x for x in y if z) or [i for i in k] and {**m}
    k: (1.5e10 + 2j - 0xFF, ..., (), (1,), (b"bytes", "é"[:-1], "it's", '"') if 0 else None)
    l: a < b <= c is not d not in e

    def method(self: C, other: int | None) -> C:
        pass


for name, text in C.__annotations__.items():
    print(name, repr(text))
print(C.method.__annotations__)
print(function.__code__.co_flags & 0x1000000 != 0, annotations.compiler_flag == 0x1000000,
    annotations.getMandatoryRelease())
