# category: interpreter-bound
# Attribute loads and stores, method calls, properties, inherited methods, super() and
# __slots__ on a few small classes.


class Account:
    interest = 3

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self.history = 0

    def deposit(self, amount):
        self.balance += amount
        self.note(1)

    def withdraw(self, amount):
        if amount > self.balance:
            self.note(2)
            return False
        self.balance -= amount
        self.note(3)
        return True

    def note(self, kind):
        self.history = (self.history * 7 + kind) % 1000003

    @property
    def worth(self):
        return self.balance * self.interest

    @classmethod
    def opened_by(cls, owner):
        return cls(owner, 100)

    @staticmethod
    def fee(amount):
        return amount // 50


class Savings(Account):
    interest = 5

    def withdraw(self, amount):
        return super().withdraw(amount + self.fee(amount))


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


def banking(rounds):
    accounts = [Account.opened_by(n) if n % 2 else Savings.opened_by(n) for n in range(16)]
    refused = 0
    for turn in range(rounds):
        account = accounts[turn % 16]
        account.deposit(turn % 90)
        if not account.withdraw(turn % 130):
            refused += 1
    return refused, sum(a.worth for a in accounts), sum(a.history for a in accounts)


def walking(rounds):
    position, home, visits = Point(0, 0), Point(0, 0), 0
    steps = [Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1), Point(2, -1), Point(-2, 1)]
    for turn in range(rounds):
        position = position + steps[turn % 6]
        if position == home:
            visits += 1
    return visits, position.x, position.y


def main():
    print("methods_attributes", banking(500000), walking(500000))


main()
