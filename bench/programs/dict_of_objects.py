# category: interpreter-bound
# An in-memory store: objects kept in dicts by id and by field, looked up, changed, joined
# and summarised.


class Order:
    def __init__(self, number, customer, item, quantity):
        self.number = number
        self.customer = customer
        self.item = item
        self.quantity = quantity
        self.open = True


class Store:
    def __init__(self):
        self.orders = {}
        self.by_customer = {}
        self.stock = {}

    def place(self, number, customer, item, quantity):
        order = Order(number, customer, item, quantity)
        self.orders[number] = order
        self.by_customer.setdefault(customer, []).append(order)
        self.stock[item] = self.stock.get(item, 1000) - quantity
        return order

    def close(self, number):
        order = self.orders.get(number)
        if order is None or not order.open:
            return 0
        order.open = False
        return order.quantity

    def total_for(self, customer):
        return sum(order.quantity for order in self.by_customer.get(customer, ()) if order.open)

    def purge(self):
        closed = [number for number, order in self.orders.items() if not order.open]
        for number in closed:
            order = self.orders.pop(number)
            self.by_customer[order.customer].remove(order)
        return len(closed)


def main():
    store = Store()
    closed = purged = seen = 0
    for number in range(150000):
        store.place(number, "c%d" % (number % 997), number % 61, number % 7 + 1)
        if number >= 200:
            closed += store.close(number - (number * 7 % 200))
        if number % 1000 == 999:
            purged += store.purge()
            seen += store.total_for("c%d" % (number % 997))
    summary = {}
    for order in store.orders.values():
        summary[order.item] = summary.get(order.item, 0) + order.quantity
    for _ in range(40):
        for attribute in ("number", "item", "quantity"):
            seen += sum(getattr(order, attribute) for order in list(store.orders.values())[:2000])
    print("dict_of_objects", closed, purged, seen, len(store.orders), sum(summary.values()),
          sum(store.stock.values()))


main()
