# krait: short
# posix: files and directories in a scratch folder: open, read, write, stat, links, listing, errors.
import posix

folder = f"/tmp/krait-test-posix-{posix.getpid()}"


def shown(value):
    return repr(value).replace(folder, "DIR")


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", shown(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, str(error).replace(folder, "DIR"))


posix.mkdir(folder)
posix.mkdir(folder + "/sub", 0o700)
print(oct(posix.stat(folder + "/sub").st_mode))
file = folder + "/file"
fd = posix.open(file, posix.O_RDWR | posix.O_CREAT | posix.O_EXCL, 0o644)
print(posix.write(fd, b"hello world"), posix.lseek(fd, 0, 0), posix.read(fd, 5),
      posix.lseek(fd, -5, 2), posix.read(fd, 100), posix.read(fd, 10), posix.pread(fd, 4, 2),
      posix.pwrite(fd, b"HE", 0), posix.lseek(fd, 0, 0), posix.read(fd, 3))
print(posix.ftruncate(fd, 8), posix.fstat(fd).st_size, posix.truncate(file, 6),
      posix.stat(fd).st_size, posix.fsync(fd), posix.fdatasync(fd), posix.isatty(fd),
      posix.get_inheritable(fd), posix.set_inheritable(fd, True), posix.get_inheritable(fd),
      posix.get_blocking(fd))
buffers = [bytearray(2), bytearray(3)]
posix.lseek(fd, 0, 0)
print(posix.writev(fd, [b"ab", b"cde"]), posix.lseek(fd, 0, 0), posix.readv(fd, buffers), buffers,
      posix.preadv(fd, buffers, 1), buffers, posix.pwritev(fd, [b"X"], 3))
other = posix.dup(fd)
third = posix.dup2(fd, 50)
print(third, posix.get_inheritable(third), posix.dup2(fd, 51, inheritable=False),
      posix.get_inheritable(51), other != fd)
posix.closerange(50, 52)
posix.close(other)
for action in (lambda: posix.write(fd, "text"), lambda: posix.write("x", b""),
               lambda: posix.read(fd, -1), lambda: posix.read(fd), lambda: posix.lseek(fd, 0, 9),
               lambda: posix.lseek(fd, -1, 0), lambda: posix.open(file, "x"),
               lambda: posix.open(file, posix.O_CREAT | posix.O_EXCL), lambda: posix.open(5, 0),
               lambda: posix.open("a\0b", 0), lambda: posix.ftruncate(fd, -1),
               lambda: posix.close("x"), lambda: posix.readv(fd, [b"ro"]),
               lambda: posix.readv(fd, 5), lambda: posix.dup(-1), lambda: posix.dup2(fd, -1)):
    tell("error", action)
posix.close(fd)
tell("closed", posix.close, fd)
status = posix.stat(file)
print(status.st_size, status[6], oct(status.st_mode), status.st_nlink,
      status.st_uid == posix.getuid(), len(status), status.n_fields > 15, status.st_mtime > 0,
      isinstance(status.st_mtime_ns, int), status.st_mtime_ns // 10**9 == status[8],
      type(status).__name__, status.st_blksize > 0)
posix.utime(file, (1000, 2000.5))
print(posix.stat(file).st_atime, posix.stat(file).st_mtime, posix.stat(file).st_mtime_ns,
      posix.stat(file)[7:9])
posix.utime(file, ns=(10**9 + 1, 2 * 10**9 + 2))
print(posix.stat(file).st_atime_ns, posix.stat(file).st_mtime_ns)
for args, kwargs in (((file, (1, 2)), {"ns": (1, 2)}), ((file, 5), {}), ((file, (1,)), {}),
                     ((file,), {"ns": (1.5, 2)}), ((file, ("x", 1)), {}),
                     ((folder + "/none",), {})):
    tell("utime", posix.utime, *args, **kwargs)
posix.chmod(file, 0o400)
print(oct(posix.stat(file).st_mode & 0o777), posix.access(file, posix.R_OK),
      posix.access(file, posix.F_OK), posix.access(folder + "/none", posix.F_OK),
      posix.access(file, posix.X_OK))
posix.chmod(file, 0o644)
posix.symlink("file", folder + "/link")
posix.link(file, folder + "/hard")
print(posix.readlink(folder + "/link"), posix.readlink((folder + "/link").encode()),
      posix.lstat(folder + "/link").st_size, posix.stat(file).st_nlink,
      posix.stat(folder + "/link").st_ino == status.st_ino,
      posix.stat(folder + "/link", follow_symlinks=False).st_ino == status.st_ino)
print(sorted(posix.listdir(folder)), sorted(posix.listdir(folder.encode())))
entries = sorted(posix.scandir(folder), key=lambda entry: entry.name)
for entry in entries:
    print(entry.name, entry.is_file(), entry.is_dir(), entry.is_symlink(),
          entry.is_file(follow_symlinks=False), entry.stat().st_size if entry.is_file() else "-",
          shown(entry.path), entry, entry.inode() == posix.lstat(entry.path).st_ino,
          shown(posix.fspath(entry)))
with posix.scandir(folder.encode()) as scan:
    print(sorted(entry.name for entry in scan), type(scan).__name__)
tell("closed scan", next, scan)
tell("DirEntry", posix.DirEntry)
posix.rename(folder + "/hard", folder + "/moved")
posix.replace(folder + "/moved", folder + "/sub/inside")
directory = posix.open(folder, posix.O_RDONLY)
print(posix.stat("file", dir_fd=directory).st_size, sorted(posix.listdir(directory)),
      posix.access("file", posix.R_OK, dir_fd=directory), posix.mkdir("made", dir_fd=directory),
      posix.rmdir("made", dir_fd=directory))
posix.close(directory)
here = posix.getcwd()
posix.chdir(folder)
print(shown(posix.getcwd()), posix.getcwdb() == folder.encode(), posix.stat("file").st_size)
posix.chdir(here)
for action in (lambda: posix.rmdir(folder), lambda: posix.mkdir(folder),
               lambda: posix.mkdir(folder + "/a/b"),
               lambda: posix.rename(folder + "/none", folder + "/x"),
               lambda: posix.unlink(folder + "/none"), lambda: posix.unlink(folder + "/sub"),
               lambda: posix.rmdir(file), lambda: posix.listdir(file), lambda: posix.chdir(file),
               lambda: posix.readlink(file), lambda: posix.symlink("x", file),
               lambda: posix.link(file, file), lambda: posix.stat(folder + "/file/x"),
               lambda: posix.listdir(5.5), lambda: posix.stat(None),
               lambda: posix.scandir(folder + "/none"), lambda: posix.stat(file, 5),
               lambda: posix.chmod(file, "x"), lambda: posix.mkdir(folder, "x"),
               lambda: posix.rename(file, 5), lambda: posix.stat(99999),
               lambda: posix.truncate(folder + "/none", 0),
               lambda: posix.statvfs(folder + "/none")):
    tell("error", action)


class PathLike:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


print(posix.stat(PathLike(file)).st_size, shown(posix.fspath(PathLike(file))), posix.fspath("x"),
      posix.fspath(b"y"))
for bad in (5, None, PathLike(5), PathLike(PathLike("x")), [], object):
    tell(f"fspath {type(bad).__name__}", posix.fspath, bad)
    tell(f"stat {type(bad).__name__}", posix.stat, bad)
posix.mkfifo(folder + "/fifo")
print(oct(posix.stat(folder + "/fifo").st_mode), posix.statvfs(folder).f_bsize > 0,
      type(posix.statvfs(folder)).__name__)
print(posix.WIFEXITED(0), posix._path_normpath("/a/./b/../c//d"),
      [posix._path_normpath(p) for p in ("", ".", "a/..", "//a", "/..", "a//b/")],
      posix.pathconf("/", "PC_NAME_MAX"), posix.posix_fallocate.__name__)
for name in ("sub/inside", "link", "file", "fifo"):
    posix.remove(folder + "/" + name)
posix.rmdir(folder + "/sub")
posix.rmdir(folder)
tell("all gone", posix.stat, folder)
