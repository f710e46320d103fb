# krait: short
# The traceback has nowhere to go, or a strange place to go.
import sys

real = sys.stderr


class Collect:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


def failing():
    raise ValueError("shown somewhere é")


def show():
    try:
        failing()
    except ValueError:
        sys.excepthook(*sys.exc_info())


sys.stderr = collected = Collect()
show()
print("".join(collected.parts))
sys.stderr = None
show()
sys.stderr = real
print("still running")
sys.stderr = None
failing()
