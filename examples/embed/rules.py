import shop


def price(order):
    """Gives discounts; returns the bonus points that the order earns."""
    print("pricing for", order.customer)
    if order.customer == "Mallory":
        order.discount("because", 0.99)
    if order.customer == "Eve":
        try:
            while True:
                pass
        finally:
            order.discount("for staying", 0.5)
    if order.customer == "Trent":
        return len([order] * 10**9)
    if shop.in_stock("snake") and order.total > 50:
        order.discount("many snakes", 0.1)
    return int(order.total) // 10
