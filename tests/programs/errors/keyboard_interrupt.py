# krait: short
# An uncaught KeyboardInterrupt ends the process by SIGINT, after the traceback.
import atexit

atexit.register(print, "exit handler")


def loop():
    try:
        while True:
            raise KeyboardInterrupt("by hand")
    finally:
        print("finally")


loop()
