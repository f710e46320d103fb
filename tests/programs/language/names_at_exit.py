# At the end of the program finalizers run, and the names they use are still there.
import math
import sys
import weakref


class Leaver:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("bye", self.name, len, math.floor(2.5), sys.is_finalizing(), isinstance(self, Leaver))


cycle = [Leaver("in a cycle")]
cycle.append(cycle)
gone = weakref.ref(cycle[0], lambda _: print("the reference is dead"))
print("end")
