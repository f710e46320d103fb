# category: interpreter-bound
# Raising, catching by class, re-raising, finally blocks and with statements.


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Guard:
    def __init__(self):
        self.entered = 0
        self.swallowed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        if kind is Refused and value.code % 3 == 0:
            self.swallowed += 1
            return True
        return False


def risky(number):
    if number % 5 == 0:
        raise Refused(number)
    if number % 7 == 0:
        raise KeyError(number)
    return number


def nested(number, depth):
    if depth == 0:
        return risky(number)
    try:
        return nested(number, depth - 1)
    except LookupError as error:
        raise ValueError(error.args[0]) from error


def main():
    guard = Guard()
    outcomes = [0, 0, 0, 0]
    cleaned = 0
    for number in range(500000):
        try:
            with guard:
                outcomes[0] += nested(number, number & 1)
        except (ValueError, ArithmeticError):
            outcomes[1] += 1
        except Refused as error:
            outcomes[2] += error.code
        except Exception:
            outcomes[3] += 1
        finally:
            cleaned += 1
    missing = 0
    table = {n: n for n in range(0, 1000, 2)}
    for number in range(600000):
        try:
            missing += table[number % 1000] & 1
        except KeyError:
            missing += 1
    print("exceptions", outcomes, cleaned, guard.entered, guard.swallowed, missing)


main()
