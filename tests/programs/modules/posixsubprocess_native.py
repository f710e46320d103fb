# _posixsubprocess.fork_exec: arguments, standard streams, what a child keeps, how failures are told.
import _posixsubprocess
import posix

fork_exec = _posixsubprocess.fork_exec
NAMES = ("args", "executables", "close_fds", "kept", "cwd", "env", "p2cread", "p2cwrite", "c2pread",
         "c2pwrite", "errread", "errwrite", "errpipe_read", "errpipe_write", "restore_signals",
         "start_new_session", "process_group", "gid", "gids", "uid", "umask", "preexec_fn",
         "allow_vfork")
SPARE = posix.pipe()[0]


def arguments(**changes):
    values = dict.fromkeys(NAMES, None)
    values.update(args=[b"true"], executables=(b"/bin/true",), close_fds=False, kept=(),
                  restore_signals=True, start_new_session=False, process_group=-1, umask=-1,
                  allow_vfork=True)
    for name in NAMES[6:14]:
        values[name] = -1
    values["errpipe_read"] = SPARE  # a child closes it whatever it is
    values.update(changes)
    return list(values.values())


def show(what, *args):
    try:
        pid = fork_exec(*args)
        print(what, type(pid), posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))
    except BaseException as e:
        print(what, type(e).__name__, e, e.__cause__, e.__context__)


print(fork_exec.__text_signature__, fork_exec.__name__)
show("none")
show("too few", *arguments()[:22])
show("too many", *arguments(), 1)
try:
    fork_exec(args=1)
except TypeError as e:
    print(e)
for changes in (
    {}, {"args": 1}, {"args": [1]}, {"args": ["a\0b"]}, {"args": (b"a", "b\udcff")},
    {"executables": 1}, {"executables": [1]}, {"executables": "ab"}, {"executables": {}},
    {"executables": [b"a\0"]}, {"kept": 1}, {"kept": [1]}, {"kept": ("a",)}, {"kept": (3, 2)},
    {"kept": (3, 3)}, {"kept": (-1,)}, {"kept": (1 << 40,)}, {"cwd": 1}, {"cwd": "a\0b"},
    {"env": 1}, {"env": [1]}, {"env": {}}, {"env": ["a"]}, {"env": []}, {"p2cread": "a"},
    {"p2cread": None}, {"errpipe_write": 2, "close_fds": True},
    {"errpipe_write": 2, "close_fds": True, "kept": ("a",)}, {"process_group": "a"},
    {"process_group": 1 << 40}, {"process_group": 1 << 70}, {"process_group": -1 << 40},
    {"gid": "x"}, {"gid": -2}, {"gids": "x"}, {"gids": (1,)}, {"gids": ["a"]}, {"gids": [-2]},
    {"gids": [1 << 40]}, {"gids": list(range(70000))}, {"uid": "x"}, {"uid": -5}, {"uid": 1 << 40},
    {"umask": "a"}, {"umask": 1 << 40}, {"args": 1, "executables": 1}, {"env": 1, "args": 1},
    {"cwd": 1, "env": 1}, {"gid": "x", "gids": 1}, {"uid": "x", "gid": "x"}, {"cwd": 1, "uid": "x"},
    {"kept": (2, 1), "executables": 1}, {"kept": 1, "p2cread": "a"}, {"executables": ()},
    {"executables": [b"/no/such", b"/bin/true"]}, {"executables": [b"/no/such"]},
    {"executables": [b"/etc/passwd", b"/no/such"]}, {"cwd": "/no/such"}, {"cwd": b"/"},
    {"allow_vfork": False}, {"preexec_fn": 1}, {"errpipe_read": -1}, {"p2cwrite": 1000},
    {"p2cread": 1000}, {"process_group": 1 << 30},
):
    # A child that fails has nowhere to tell why.
    show(str(changes)[:80], *arguments(**changes))


def read_all(descriptor):
    parts = []
    while part := posix.read(descriptor, 65536):
        parts.append(part)
    posix.close(descriptor)
    return b"".join(parts)


def run(script, text=b"", **changes):
    """What sh wrote to its output and errors, what it told on the error pipe, its exit code."""
    in_read, in_write = posix.pipe()
    out_read, out_write = posix.pipe()
    err_read, err_write = posix.pipe()
    told_read, told_write = posix.pipe()
    values = dict(args=["sh", "-c", script], executables=[b"/bin/sh"], p2cread=in_read,
                  p2cwrite=in_write, c2pread=out_read, c2pwrite=out_write, errread=err_read,
                  errwrite=err_write, errpipe_read=told_read, errpipe_write=told_write,
                  close_fds=True, kept=(told_write,))
    values.update(changes)
    if "keep" in values:
        values["kept"] = tuple(sorted({*values.pop("keep"), told_write}))
    pid = fork_exec(*arguments(**values))
    for descriptor in (in_read, out_write, err_write, told_write):
        posix.close(descriptor)
    try:
        posix.write(in_write, text)
    except BrokenPipeError:
        pass
    posix.close(in_write)
    return (read_all(out_read), read_all(err_read), read_all(told_read),
            posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))


def raising():
    raise ZeroDivisionError


def speak():
    posix.write(1, b"before exec ")


for vfork in (True, False):
    print(run("cat; echo err >&2; exit 3", b"text", allow_vfork=vfork))
    print(run("echo $A$B $#", env=[b"A=1", b"B=\xff"], allow_vfork=vfork))
    print(run("pwd", cwd="/usr", allow_vfork=vfork))
    print(run("umask", umask=0o27, allow_vfork=vfork))
    print(run("kill -9 $$", allow_vfork=vfork))
    print(run("x", executables=[b"/no/such", b"/etc/passwd"], allow_vfork=vfork))
    print(run("x", executables=[b"/no/such/x"], allow_vfork=vfork))
    print(run("x", executables=[], allow_vfork=vfork)[3])
    print(run("x", cwd="/no/such", allow_vfork=vfork))
    print(run("ls /proc/self/fd | wc -l", allow_vfork=vfork))
    extra_read, extra_write = posix.pipe()
    print(run("ls /proc/self/fd | wc -l", keep=(extra_write,), allow_vfork=vfork))
    print(run(f"echo kept >&{extra_write}", keep=(extra_write,), allow_vfork=vfork))
    posix.close(extra_write)
    print(read_all(extra_read))
    # Fields 5 and 6 of stat: process group and session.
    own = posix.getpgrp(), posix.getsid(0)
    group = "read a b c d pgrp sid rest < /proc/$$/stat; echo $((pgrp == $$)) $((sid == $$))"
    print(run(group, allow_vfork=vfork), run(group, process_group=0, allow_vfork=vfork),
          run(group, start_new_session=True, allow_vfork=vfork))
    ignored = "grep SigIgn /proc/self/status"
    print(run(ignored, restore_signals=True, allow_vfork=vfork)[0] !=
          run(ignored, restore_signals=False, allow_vfork=vfork)[0])
print(run("echo after", preexec_fn=speak))
print(run("echo after", preexec_fn=raising))
print(run("echo after", preexec_fn=speak, cwd="/no/such"))
print(run("echo after", preexec_fn=speak, executables=[b"/no/such"]))
if posix.getuid() == 0:
    print(run("id -u; id -g; id -G", uid=12, gid=34, gids=[56, 34]))
