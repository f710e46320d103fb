# posix: fork, exec, wait, pipes, signals to children, environment, identities, scheduling.
import posix
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def child(action):
    """Runs action in a forked child; returns its wait status and what it wrote to a pipe."""
    sys.stdout.flush()
    reading, writing = posix.pipe()
    pid = posix.fork()
    if pid == 0:
        code = 99
        try:
            posix.close(reading)
            code = action(writing) or 0
        except BaseException as error:
            posix.write(writing, repr(error).encode())
        finally:
            posix._exit(code)
    posix.close(writing)
    text = b""
    while piece := posix.read(reading, 1000):
        text += piece
    posix.close(reading)
    waited, status = posix.waitpid(pid, 0)
    return waited == pid, status, text


good, status, text = child(lambda fd: posix.write(fd, b"from the child") and 7)
print(good, text, posix.WIFEXITED(status), posix.WEXITSTATUS(status),
      posix.waitstatus_to_exitcode(status), posix.WIFSIGNALED(status), posix.WIFSTOPPED(status),
      posix.WCOREDUMP(status), posix.WIFCONTINUED(status))
good, status, text = child(lambda fd: posix.kill(posix.getpid(), 15))
print(text, posix.WIFSIGNALED(status), posix.WTERMSIG(status), posix.waitstatus_to_exitcode(status))
good, status, text = child(lambda fd: (posix.dup2(fd, 1),
                                       posix.execv("/bin/echo", ["echo", "one", "two words"])))
print(good, text, posix.WEXITSTATUS(status))
good, status, text = child(lambda fd: (posix.dup2(fd, 1),
                                       posix.execve("/usr/bin/env", ["env"],
                                                    {"KEY": "value", b"RAW": b"bytes"})))
print(sorted(text.split()))
good, status, text = child(lambda fd: posix.execv("/nonexistent/program", ["x"]))
print(text)
for action in (lambda: posix.execv("/bin/true", []), lambda: posix.execv("/bin/true", "x"),
               lambda: posix.execv("/bin/true", [""]), lambda: posix.execv("/bin/true", [5]),
               lambda: posix.execve("/bin/true", ["x"], []),
               lambda: posix.execve("/bin/true", ["x"], {"a=b": "c"}),
               lambda: posix.execve("/bin/true", ["x"], {5: "c"}),
               lambda: posix.execv("/bin/true", ["a\0b"])):
    tell("exec", action)
sys.stdout.flush()
pid = posix.posix_spawn("/bin/sh", ["sh", "-c", "exit 5"], {})
print(posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))
reading, writing = posix.pipe2(posix.O_CLOEXEC)
pid = posix.posix_spawnp("echo", ["echo", "spawned"], posix.environ,
                         file_actions=[(posix.POSIX_SPAWN_DUP2, writing, 1),
                                       (posix.POSIX_SPAWN_CLOSE, reading)])
posix.close(writing)
print(posix.read(reading, 100), posix.wait()[1])
posix.close(reading)
for action in (lambda: posix.posix_spawn("/nonexistent", ["x"], {}),
               lambda: posix.posix_spawn("/bin/true", [], {}),
               lambda: posix.posix_spawn("/bin/true", ["x"], 5),
               lambda: posix.posix_spawn("/bin/true", ["x"], {}, file_actions=5),
               lambda: posix.posix_spawn("/bin/true", ["x"], {}, file_actions=[(99,)])):
    tell("spawn", action)
sys.stdout.flush()
print(posix.waitstatus_to_exitcode(posix.system("exit 3")), posix.system("true"))
pid = posix.fork()
if pid == 0:
    posix._exit(4)
result = posix.wait4(pid, 0)
print(result[0] == pid, posix.WEXITSTATUS(result[1]), len(result[2]), result[2].ru_utime >= 0)
pid = posix.fork()
if pid == 0:
    posix._exit(6)
result = posix.wait3(0)
print(result[0] == pid, posix.WEXITSTATUS(result[1]))
pid = posix.fork()
if pid == 0:
    posix._exit(8)
result = posix.waitid(posix.P_PID, pid, posix.WEXITED)
print(result.si_pid == pid, result.si_status, result.si_code, result.si_signo,
      type(result).__name__)
for action in (lambda: posix.waitpid(-1, 0), lambda: posix.wait(),
               lambda: posix.waitpid(2**22 + 3, 0), lambda: posix.kill(2**22 + 3, 0),
               lambda: posix.kill(posix.getpid(), 999), lambda: posix.kill("x", 1),
               lambda: posix.waitstatus_to_exitcode(-5), lambda: posix.waitstatus_to_exitcode("x"),
               lambda: posix.waitid(99, 0, 0), lambda: posix._exit("x")):
    tell("wait", action)
print(posix.kill(posix.getpid(), 0), posix.getppid() > 0, posix.getpid() > 0,
      posix.getpgid(0) == posix.getpgrp(), posix.getsid(0) > 0, posix.getuid() == posix.geteuid(),
      posix.getgid() == posix.getegid(), isinstance(posix.getgroups(), list),
      len(posix.getresuid()), len(posix.getresgid()))
good, status, text = child(lambda fd: posix.write(fd,
                                                  b"%d" % (posix.setsid() == posix.getpid())) and 0)
print(text)
calls = []
posix.register_at_fork(before=lambda: calls.append("before"),
                       after_in_parent=lambda: calls.append("parent"),
                       after_in_child=lambda: calls.append("child"))
good, status, text = child(lambda fd: posix.write(fd, repr(calls).encode()) and 0)
print(text, calls)
for kwargs in ({}, {"before": 5}, {"other": len}):
    tell(f"register_at_fork {sorted(kwargs)}", posix.register_at_fork, **kwargs)
print(type(posix.environ).__name__, all(isinstance(k, bytes) for k in posix.environ),
      posix.environ.get(b"LANG"))
posix.putenv("KRAIT_TEST", "value")
sys.stdout.flush()
posix.system("echo $KRAIT_TEST")
posix.unsetenv("KRAIT_TEST")
posix.system("echo ${KRAIT_TEST-unset}")
for action in (lambda: posix.putenv("a=b", "x"), lambda: posix.putenv("a\0", "x"),
               lambda: posix.putenv(5, "x"), lambda: posix.unsetenv(""),
               lambda: posix.unsetenv("a=b")):
    tell("environment", action)
print(posix.strerror(2), posix.strerror(99999), posix.cpu_count() > 0, len(posix.uname()),
      posix.uname().sysname, len(posix.times()), posix.times().elapsed > 0, len(posix.urandom(16)),
      posix.urandom(0), posix.sysconf("SC_PAGE_SIZE") > 0, posix.sysconf_names["SC_PAGE_SIZE"],
      posix.confstr("CS_PATH"), len(posix.getloadavg()), posix.nice(0) is not None,
      posix.sched_yield(), len(posix.sched_getaffinity(0)) > 0,
      posix.getpriority(posix.PRIO_PROCESS, 0) is not None, len(posix.getrandom(8)))
for action in (lambda: posix.strerror("x"), lambda: posix.sysconf("SC_NONE"),
               lambda: posix.sysconf(99999), lambda: posix.urandom(-1), lambda: posix.urandom("x"),
               lambda: posix.confstr("none"), lambda: posix.getpgid(2**22 + 3),
               lambda: posix.uname(1), lambda: posix.sched_getscheduler(2**22 + 3),
               lambda: posix.getsid(2**22 + 3)):
    tell("system", action)
reading, writing = posix.pipe()
posix.set_blocking(reading, False)
tell("would block", posix.read, reading, 5)
print(posix.get_blocking(reading), posix.write(writing, b"x" * 10), posix.read(reading, 4),
      posix.close(writing), posix.read(reading, 100), posix.read(reading, 100),
      posix.close(reading))
memory = posix.memfd_create("name")
posix.write(memory, b"in memory")
print(posix.pread(memory, 20, 0), posix.fstat(memory).st_size, posix.lockf(memory, posix.F_LOCK, 0),
      posix.lockf(memory, posix.F_ULOCK, 0))
posix.close(memory)
master, slave = posix.openpty()
print(posix.isatty(master), posix.isatty(slave), posix.ttyname(slave).startswith("/dev/pts/"),
      posix.get_terminal_size(slave), type(posix.get_terminal_size(slave)).__name__)
posix.close(master)
posix.close(slave)
tell("terminal size", posix.get_terminal_size, 99999)
event = posix.eventfd(3)
print(posix.eventfd_read(event), posix.eventfd_write(event, 5), posix.eventfd_read(event),
      posix.close(event))
