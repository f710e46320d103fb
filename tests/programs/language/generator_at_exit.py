# A generator that waits inside try when the program ends still runs its finally.
def generate():
    try:
        yield 1
    finally:
        print("the generator ends", len([1, 2]), generate.__name__)


generator = generate()
next(generator)
print("end")
