# krait: timed
# krait: short
# SystemExit in a thread ends only that thread; the main thread goes on.
import _thread
import sys

lock = _thread.allocate_lock()
lock.acquire()


def worker():
    try:
        sys.exit(5)
    finally:
        lock.release()


_thread.start_new_thread(worker, ())
lock.acquire()
print("still here")
sys.exit(6)
