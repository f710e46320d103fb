# posix: the rarer calls: descriptors, ownership, devices, scheduling, identities, groups,
# extended attributes, named tuples. What depends on the machine is reduced to a yes or no.
import posix
import sys

folder = f"/tmp/krait-test-calls-{posix.getpid()}"
posix.mkdir(folder)
file = folder + "/file"


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)).replace(folder, "DIR"))
    except Exception as error:
        print(label, "!", type(error).__name__, str(error).replace(folder, "DIR"))


def child(action):
    """What action(descriptor) writes in a forked child, and how the child ended."""
    sys.stdout.flush()
    reading, writing = posix.pipe()
    pid = posix.fork()
    if pid == 0:
        code = 99
        try:
            code = action(writing) or 0
        except BaseException as error:
            posix.write(writing, f"{type(error).__name__}: {error}".encode())
        finally:
            posix._exit(code)
    posix.close(writing)
    text = posix.read(reading, 1000)
    posix.close(reading)
    return text, posix.waitpid(pid, 0)[1]


fd = posix.open(file, posix.O_RDWR | posix.O_CREAT, 0o600)
user, group = posix.getuid(), posix.getgid()
print(posix.fchmod(fd, 0o640), oct(posix.fstat(fd).st_mode), posix.chown(file, user, group),
      posix.lchown(file, -1, -1), posix.fchown(fd, user, -1), posix.posix_fallocate(fd, 0, 100),
      posix.fstat(fd).st_size, posix.posix_fadvise(fd, 0, 0, posix.POSIX_FADV_NORMAL),
      posix.fpathconf(fd, "PC_NAME_MAX"), posix.fstatvfs(fd).f_namemax > 0)
posix.pwrite(fd, b"0123456789", 0)
other = posix.open(folder + "/other", posix.O_RDWR | posix.O_CREAT)
print(posix.copy_file_range(fd, other, 4, 2, 0), posix.pread(other, 10, 0),
      posix.sendfile(other, fd, 6, 4), posix.lseek(other, 0, 0), posix.read(other, 10))
reading, writing = posix.pipe()
print(posix.splice(fd, writing, 3, offset_src=1), posix.read(reading, 10))
posix.close(reading)
posix.close(writing)
here = posix.getcwd()
directory = posix.open(folder, posix.O_RDONLY | posix.O_DIRECTORY)
print(posix.fchdir(directory), posix.getcwd() == folder, posix.chdir(here), posix.sync())
posix.close(directory)
for action in (lambda: posix.fchmod(9999, 0), lambda: posix.chown(file, "x", 0),
               lambda: posix.chown(file, 2**40, 0), lambda: posix.chown(file, -5, 0),
               lambda: posix.fchdir(9999), lambda: posix.fchdir("x"), lambda: posix.chroot(file),
               lambda: posix.sendfile(9999, fd, 0, 1), lambda: posix.posix_fallocate(fd, -1, 5),
               lambda: posix.fpathconf(fd, "none"), lambda: posix.copy_file_range(fd, other, -1),
               lambda: posix.posix_fadvise(9999, 0, 0, 0), lambda: posix.splice(fd, other, 1),
               lambda: posix.mknod(file), lambda: posix.lockf(fd, 99, 1)):
    tell("error", action)
print(posix.makedev(8, 1) == 2049, posix.major(2049), posix.minor(2049), posix.ctermid(),
      posix.device_encoding(fd), posix.umask(0o77) is not None, oct(posix.umask(0o22)),
      posix.WSTOPSIG(0x137F), posix.WIFSTOPPED(0x137F))
for action in (lambda: posix.major("x"), lambda: posix.makedev(-1, 0), lambda: posix.umask("x"),
               lambda: posix.device_encoding("x"), lambda: posix.WSTOPSIG("x")):
    tell("error", action)
posix.mknod(folder + "/node", 0o600 | 0o010000)
print(oct(posix.stat(folder + "/node").st_mode))
tell("setxattr", posix.setxattr, file, "user.krait", b"value")
tell("getxattr", posix.getxattr, file, "user.krait")
tell("listxattr", posix.listxattr, file)
tell("removexattr", posix.removexattr, file, "user.krait")
tell("getxattr gone", posix.getxattr, file, "user.krait")
tell("setxattr", posix.setxattr, file, 5, b"")
tell("listxattr", posix.listxattr, folder + "/none")
print(posix.sched_get_priority_max(posix.SCHED_FIFO), posix.sched_get_priority_min(posix.SCHED_RR),
      posix.sched_getscheduler(0) == posix.SCHED_OTHER, posix.sched_getparam(0),
      posix.sched_param(3), posix.sched_param(sched_priority=4).sched_priority,
      posix.sched_rr_get_interval(0) >= 0,
      posix.sched_setaffinity(0, posix.sched_getaffinity(0)),
      posix.sched_setparam(0, posix.sched_param(0)),
      posix.sched_setscheduler(0, posix.SCHED_OTHER, posix.sched_param(0)))
for action in (lambda: posix.sched_param(), lambda: posix.sched_param("x").sched_priority,
               lambda: posix.sched_setaffinity(0, []), lambda: posix.sched_setaffinity(0, [-1]),
               lambda: posix.sched_setaffinity(0, 5), lambda: posix.sched_get_priority_max(99),
               lambda: posix.sched_setparam(0, 5),
               lambda: posix.sched_setparam(2**22 + 5, posix.sched_param(0)),
               lambda: posix.setpriority(posix.PRIO_PROCESS, 2**22 + 5, 0),
               lambda: posix.getpriority(99, 0)):
    tell("error", action)
for label, action in (
        ("setuid", lambda f: posix.setuid(posix.getuid())),
        ("setgid", lambda f: posix.setgid(posix.getgid())),
        ("seteuid", lambda f: posix.seteuid(posix.geteuid())),
        ("setegid", lambda f: posix.setegid(posix.getegid())),
        ("setreuid", lambda f: posix.setreuid(-1, -1)),
        ("setregid", lambda f: posix.setregid(-1, -1)),
        ("setresuid", lambda f: posix.setresuid(-1, -1, -1)),
        ("setresgid", lambda f: posix.setresgid(-1, -1, -1)),
        ("setpgid", lambda f: posix.setpgid(0, 0)), ("setpgrp", lambda f: posix.setpgrp()),
        ("setpriority", lambda f: posix.setpriority(posix.PRIO_PROCESS, 0,
                                                    posix.getpriority(posix.PRIO_PROCESS, 0))),
        ("killpg", lambda f: (posix.setpgrp(), posix.killpg(0, 0))[1]),
        ("abort", lambda f: posix.abort()),
        ("getlogin", lambda f: isinstance(posix.getgroups(), list) and None),
        ("setuid bad", lambda f: posix.setuid("x")),
        ("setsid twice", lambda f: (posix.setsid(), posix.setsid())),
        ("setpgid bad", lambda f: posix.setpgid(-5, 0)),
        ("setgroups bad", lambda f: posix.setgroups(5)),
        ("initgroups bad", lambda f: posix.initgroups(5, 0))):
    text, status = child(action)
    print(label, text, posix.waitstatus_to_exitcode(status))
print(isinstance(posix.getgrouplist("root", 0), list), posix.getgrouplist("root", 0)[:1])
for action in (lambda: posix.tcgetpgrp(fd), lambda: posix.tcsetpgrp(fd, 1),
               lambda: posix.login_tty(9999),
               lambda: posix.pidfd_open(2**22 + 5), lambda: posix.getgrouplist(5, 0),
               lambda: posix.ttyname(fd),
               lambda: posix.confstr(99999), lambda: posix.getlogin(1)):
    tell("error", action)
pidfd = posix.pidfd_open(posix.getpid())
print(pidfd > 2, posix.close(pidfd), len(posix.pathconf_names) > 10, posix.confstr_names["CS_PATH"],
      "HAVE_FSTATAT" in posix._have_functions)
pid, terminal = posix.forkpty()
if pid == 0:
    posix._exit(0 if posix.isatty(0) and posix.isatty(1) else 1)
print(posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]), posix.isatty(terminal))
posix.close(terminal)
made = posix.stat_result(range(10))
print(made, made.st_mode, made.st_ctime, made.st_mtime_ns, len(made), made[3], made.st_blocks)
for kind, arguments in ((posix.stat_result, (range(9),)), (posix.stat_result, (range(30),)),
                        (posix.stat_result, (5,)),
                        (posix.terminal_size, ((80, 24),)), (posix.terminal_size, ((80,),)),
                        (posix.uname_result, ("abcde",)),
                        (posix.times_result, (range(5),)), (posix.statvfs_result, (range(10),)),
                        (posix.waitid_result, (range(5),)), (posix.waitid_result, ((),))):
    tell(kind.__name__, kind, *arguments)
print(posix.terminal_size((80, 24)).columns, posix.uname_result("abcde").release,
      posix.terminal_size((1, 2)) == (1, 2), posix.times_result(range(5)).children_user)
posix.close(fd)
posix.close(other)
for name in ("file", "other", "node"):
    posix.unlink(folder + "/" + name)
posix.rmdir(folder)
