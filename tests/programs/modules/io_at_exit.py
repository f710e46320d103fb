# What a file object still holds when the program ends goes out: the parent reads it from a pipe.
import posix
from _io import open

reading, writing = posix.pipe()
child = posix.fork()
if child == 0:
    posix.close(reading)
    left_open = open(writing, "w", encoding="utf-8")
    left_open.write("held back until the end\n")
else:
    posix.close(writing)
    with open(reading, encoding="utf-8") as f:
        print(repr(f.read()))
    print(posix.waitpid(child, 0)[1])
