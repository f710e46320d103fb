# Classes, methods and instances that change while a loop uses them.
class Base:
    scale = 3

    def value(self):
        return self.x * self.scale

    @property
    def twice(self):
        return self.x * 2


class Point(Base):
    def __init__(self, x):
        self.x = x


class Slotted:
    __slots__ = ("x", "scale")

    def value(self):
        return -self.x


def run(points, change):
    total = []
    for i in range(60):
        point = points[i % len(points)]
        if i == 30:
            change(points)
        try:
            point.x += 1
            total.append((point.value(), getattr(point, "twice", None), point.scale))
        except AttributeError as error:
            total.append(str(error))
    return total[25:]


def new_scale(points):
    Base.scale += 1


def new_method(points):
    Point.value = lambda self: "new"


def no_method(points):
    del Point.value


def shadow(points):
    points[0].value = lambda: "own"
    points[0].scale = "mine"


def other_class(points):
    points[0].__class__ = Base


def data_descriptor(points):
    Point.x = property(lambda self: 1000, lambda self, value: None)


def remove(points):
    del points[0].x


slotted = Slotted()
slotted.x = slotted.scale = 5
for change in (new_scale, new_method, no_method, shadow, other_class, remove, data_descriptor):
    print(change.__name__, run([Point(1), Point(2)], change))
    print(run([Point(1), slotted, Base()], lambda points: None)[:9])
