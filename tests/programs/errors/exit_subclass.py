# krait: short
# A subclass with a code property of its own, raised deep inside, through except Exception.
class Leave(SystemExit):
    pass


def deep(n):
    try:
        if n:
            deep(n - 1)
        else:
            raise Leave(5)
    except Exception:
        print("never: SystemExit is no Exception")
    finally:
        print("unwinding", n)


deep(3)
