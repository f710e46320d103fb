"""Starts one process at a time for run.py and reports what it used.

Linux lets a child inherit its parent's peak memory as a lower bound for its own, so this runs
apart from run.py, with nothing imported that Python has not built in: run it with -I -S.
Requests and answers are marshalled on stdin and stdout.
"""

import marshal
import posix
import sys
import time

import _signal


def measure(argv, environment, out_path, error_path, timeout):
    started = time.perf_counter()
    pid = posix.fork()
    if pid == 0:
        try:
            posix.setsid()
            write = posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC
            posix.dup2(posix.open("/dev/null", posix.O_RDONLY), 0)
            posix.dup2(posix.open(out_path, write, 0o600), 1)
            posix.dup2(posix.open(error_path, write, 0o600), 2)
            posix.execve(argv[0], argv, environment)
        except OSError as error:
            posix.write(2, ("cannot run %s: %s\n" % (argv[0], error.strerror)).encode())
        finally:
            posix._exit(127)
    timed_out = []

    def stop(number, frame):
        timed_out.append(True)
        try:
            posix.kill(-pid, _signal.SIGKILL)
        except ProcessLookupError:
            posix.kill(pid, _signal.SIGKILL)

    _signal.signal(_signal.SIGALRM, stop)
    _signal.setitimer(_signal.ITIMER_REAL, timeout)
    _, status, used = posix.wait4(pid, 0)
    _signal.setitimer(_signal.ITIMER_REAL, 0)
    return {"wall": time.perf_counter() - started, "cpu": used.ru_utime + used.ru_stime,
            "rss": used.ru_maxrss, "exit": posix.waitstatus_to_exitcode(status),
            "timeout": bool(timed_out)}


def main():
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            request = marshal.load(requests)
        except EOFError:
            return
        marshal.dump(measure(*request), answers)
        answers.flush()


main()
