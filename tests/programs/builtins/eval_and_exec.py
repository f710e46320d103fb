# krait: short
# eval and exec of code objects: namespaces, builtins, closures, results, errors.
import builtins


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


run, evaluate = builtins.exec, builtins.eval
x = "global x"
reads = (lambda: x).__code__
adds = (lambda: a + b).__code__


def stores():
    global stored
    stored = "by exec"


def calls():
    return len([1, 2]), missing_name


def plain():
    local = 5
    return local


class Body:
    pass


class Mapping:
    def __init__(self):
        self.seen = []

    def __getitem__(self, key):
        self.seen.append(key)
        if key == "absent":
            raise KeyError(key)
        return f"mapped {key}"

    def __setitem__(self, key, value):
        self.seen.append((key, value))


tell("eval", evaluate, reads)
tell("eval globals", evaluate, reads, {"x": "other x"})
tell("eval missing", evaluate, reads, {})
tell("eval adds", evaluate, adds, {"a": 1, "b": 2})
tell("eval adds locals are for module code", evaluate, adds, {"a": 1}, {"b": 2})
tell("exec result", run, plain.__code__)
tell("eval result", evaluate, plain.__code__)
space = {}
tell("exec stores", run, stores.__code__, space)
print(space["stored"], sorted(space), "stored" in globals(),
      space["__builtins__"] is __builtins__ or type(space["__builtins__"]).__name__)
tell("calls", evaluate, calls.__code__, {})
tell("calls found", evaluate, calls.__code__, {"missing_name": "here"})
for bad_builtins in ({}, {"len": lambda thing: "own len"}):
    tell(f"builtins {type(bad_builtins).__name__}", evaluate, calls.__code__,
         {"__builtins__": bad_builtins, "missing_name": 1})


def outer():
    free = 1

    def inner():
        return free

    return inner


inner = outer()
tell("free variables eval", evaluate, inner.__code__)
tell("free variables exec", run, inner.__code__)
tell("closure exec", run, inner.__code__, globals(), None, closure=inner.__closure__)
for closure in ((), (5,), inner.__closure__ * 2, 5, None, list(inner.__closure__)):
    tell("closure", run, inner.__code__, {}, {}, closure=closure)
tell("needless closure", run, plain.__code__, {}, closure=())
tell("needless closure", run, plain.__code__, {}, closure=inner.__closure__)


def needs_arguments(a):
    return a


def generator():
    yield 1


async def coroutine():
    return 1


tell("arguments", evaluate, needs_arguments.__code__)
tell("generator", lambda: list(evaluate(generator.__code__)))
c = evaluate(coroutine.__code__)
print(type(c).__name__, c.close())
for args in ((), (5,), (None,), ([1],), (plain,), (reads, 5), (reads, {}, 5), (reads, [], {}),
             (reads, None, {}), (reads, {}, {}, 3), (reads, Mapping())):
    tell(f"eval {len(args)}", evaluate, *args)
    tell(f"exec {len(args)}", run, *args)
tell("keywords", evaluate, reads, globals={})
tell("keywords", evaluate, source=reads)

# Code of a class body is compiled to use a locals mapping: it can be run by hand.
def make():
    class Inside:
        first = x
        second = first + "!"
        third = absent
    return Inside


body = [c for c in make.__code__.co_consts if hasattr(c, "co_code")][0]
space = {"absent": "from locals"}
tell("class body", run, body, {"x": "X", "__name__": "n"}, space)
print({k: v for k, v in space.items() if k != "__builtins__"})
mapping = Mapping()
tell("mapping locals", run, body, {"x": "X", "__name__": "n", "absent": "from globals"}, mapping)
print(mapping.seen)
tell("missing in both", run, body, {"x": "X", "__name__": "n"}, {})


class Failing(dict):
    def __missing__(self, key):
        if key == "x":
            raise ValueError("locals refuse")
        raise KeyError(key)


tell("locals raise", run, body, {"__name__": "n"}, Failing())


class Globals(dict):
    def __missing__(self, key):
        return f"missing {key}"


tell("dict subclass globals", evaluate, reads, Globals())
tell("dict subclass locals", run, body, {"__name__": "n"}, Globals(absent=1))
for args in ((5, "f", "exec"), ("1", "f", "wrong mode"), ("1", 5, "exec"), ("1", "f", 5), ("1",),
             (), ("1", "f"), ("1", "f", "exec", -1),
             ("1", "f", "exec", 0, 0, 9), (None, "f", "eval"), ("a\0b", "f", "exec"),
             (["1"], "f", "exec")):
    tell(f"compile {len(args)}", builtins.compile, *args)


def recursive(depth):
    return evaluate((lambda: recursive(depth - 1)).__code__,
                    {"recursive": recursive, "depth": depth}) if depth else "bottom"


tell("recursive", recursive, 3)


# Namespaces that are subclasses of dict have their own idea of items.
class Loud(dict):
    def __getitem__(self, key):
        print("asked for", key)
        return super().__getitem__(key)


exec("print(len('abc'))", {"__builtins__": Loud(print=print, len=len)})
exec("def f(): return size('abc')\nprint(f())", Loud(size=len, print=print))
try:
    exec("missing", {"__builtins__": Loud()})
except NameError as error:
    print(error)
