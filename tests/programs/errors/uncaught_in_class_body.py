# krait: short
def factory():
    class Outer:
        attribute = 1

        class Inner:
            values = [n for n in range(3)]
            total = values["bad index"]

        never = 1

    return Outer


factory()
