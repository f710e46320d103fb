# krait: short
# Errors of the operating system, as they come out of native modules.
import posix
import sys
import _io


def show(function, *args):
    try:
        function(*args)
    except OSError:
        sys.excepthook(*sys.exc_info())


show(posix.stat, "/no/such/file")
show(posix.open, "/no/such/file", posix.O_RDONLY)
show(posix.open, b"/no/such/bytes", posix.O_RDONLY)
show(posix.listdir, "/no/such/directory")
show(posix.mkdir, "/")
show(posix.rmdir, "/no/such/directory")
show(posix.rename, "/no/such/a", "/no/such/b")
show(posix.read, 999, 1)
show(posix.close, 999)
show(posix.kill, 2**22 + 12345, 0)
show(_io.open, "/no/such/file")
show(_io.open, "/", "w")
show(_io.open, "/dev/null/x", "r")
show(lambda: _io.open(999))
show(lambda: posix.write(posix.open("/dev/full", posix.O_WRONLY), b"x"))
for name in ("stat", "lstat"):
    show(getattr(posix, name), "é/漢")
_io.open("no/such/directory/file.txt", "w")
