# krait: short
# OSError: which subclass an errno makes, its attributes, text, and construction rules.
import errno
import posix


def show(label, make):
    try:
        error = make()
    except BaseException as problem:
        print(label, "!", type(problem).__name__, problem)
        return
    print(label, type(error).__name__, error.args, error.errno, error.strerror, error.filename,
          error.filename2, repr(str(error)), repr(error), getattr(error, "characters_written", "-"))


for name in sorted(("EAGAIN", "EALREADY", "EINPROGRESS", "EWOULDBLOCK", "EPIPE", "ESHUTDOWN",
                    "ECHILD", "ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EEXIST", "ENOENT",
                    "EINTR", "EISDIR", "ENOTDIR",
                    "EACCES", "EPERM", "ESRCH", "ETIMEDOUT", "EINVAL", "ENOSPC", "EBADF")):
    number = getattr(errno, name)
    print(name, type(OSError(number, "text")).__name__, str(OSError(number, "text", "file")),
          type(OSError(number)).__name__)
show("none", lambda: OSError())
show("one", lambda: OSError("only"))
show("number only", lambda: OSError(2))
show("two", lambda: OSError(2, "No such"))
show("three", lambda: OSError(2, "No such", "a.txt"))
show("four", lambda: OSError(2, "No such", "a.txt", None))
show("five", lambda: OSError(18, "Cross", "a.txt", None, "b.txt"))
show("six", lambda: OSError(1, 2, 3, 4, 5, 6))
show("bytes name", lambda: OSError(2, "No such", b"raw"))
show("number name", lambda: OSError(2, "No such", 5))
show("none name", lambda: OSError(2, "No such", None))
show("text errno", lambda: OSError("2", "text"))
show("unknown errno", lambda: OSError(99999, "text"))
show("none errno", lambda: OSError(None, None))
show("keyword", lambda: OSError(errno=2))
show("subclass", lambda: FileNotFoundError(13, "mismatch"))
show("subclass one", lambda: PermissionError("message"))
show("subclass none", lambda: ConnectionResetError())
show("blocking", lambda: BlockingIOError(11, "text"))
show("blocking three", lambda: BlockingIOError(11, "text", 77))
show("blocking text", lambda: BlockingIOError(11, "text", "x"))
show("blocking via OSError", lambda: OSError(11, "text", 5))


class Mine(OSError):
    pass


class WithInit(OSError):
    def __init__(self, a, b, c=None):
        super().__init__(a, b)
        self.c = c


class WithNew(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, 2, "from new")


class BothOverridden(OSError):
    def __new__(cls, code):
        return super().__new__(cls, code, "new")

    def __init__(self, code):
        super().__init__(code, "init", "file")


show("Mine", lambda: Mine(2, "text", "f"))
show("WithInit", lambda: WithInit(2, "text", "c"))
show("WithNew", lambda: WithNew("ignored"))
show("BothOverridden", lambda: BothOverridden(17))
for path, action in (("missing", lambda: posix.stat("/nonexistent/file")),
                     ("open", lambda: posix.open("/nonexistent", posix.O_RDONLY)),
                     ("mkdir", lambda: posix.mkdir("/proc")),
                     ("rename", lambda: posix.rename("/nonexistent1", "/nonexistent2")),
                     ("close", lambda: posix.close(9999)), ("bytes",
                                                            lambda: posix.stat(b"/nonexistent")),
                                                            ("listdir",
                                                             lambda: posix.listdir("/etc/passwd")),
                     ("builtin open", lambda: open("/nonexistent/x")), ("dir", lambda: open("/")),
                     ("kill", lambda: posix.kill(2**22 + 5, 0)),
                     ("readlink", lambda: posix.readlink("/etc"))):
    try:
        action()
    except OSError as error:
        print(path, type(error).__name__, error.args, error.filename, error.filename2, str(error))
error = OSError(2, "text", "name", None, "second")
for name in ("errno", "strerror", "filename", "filename2"):
    setattr(error, name, "changed " + name)
    print(str(error), error.args)
    delattr(error, name)
    print(getattr(error, name))
error = BlockingIOError(11, "t")
for value in (5, "x", -1, None):
    try:
        error.characters_written = value
        print(error.characters_written)
    except Exception as problem:
        print(type(problem).__name__, problem)
try:
    del error.characters_written
    error.characters_written
except AttributeError as problem:
    print(problem)
for made in (OSError(), OSError(2, "t"), OSError(2, "t", "f"), OSError(2, "t", "f", None, "g"),
             BlockingIOError(11, "t", 5), Mine(2, "t", "f"), FileExistsError("one")):
    print(made.__reduce__())
    again = made.__reduce__()[0](*made.__reduce__()[1])
    print(type(again).__name__, again.args, again.filename, again.filename2, again == made)
