# krait: short
# An event simulation with class hierarchies, mixins, properties, operators and generators.
class Registry(type):
    animals = {}

    def __new__(mcls, name, bases, namespace, sound=None):
        cls = super().__new__(mcls, name, bases, namespace)
        if sound:
            mcls.animals[name] = cls
            cls.sound = sound
        return cls

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)

    def __iter__(cls):
        return iter(sorted(cls.animals))


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, 0)

    def __set__(self, obj, value):
        if value < 0:
            raise ValueError(f"{type(obj).__name__}{self.name} must not be {value}")
        setattr(obj, self.name, value)


class Animal(metaclass=Registry):
    energy = Positive()
    age = Positive()
    population = 0

    def __init__(self, name, energy=10):
        self.name, self.energy = name, energy
        Animal.population += 1

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.energy})"

    def __lt__(self, other):
        return (self.energy, self.name) < (other.energy, other.name)

    def __add__(self, food):
        self.energy += food
        return self

    def speak(self):
        return f"{self.name} says {self.sound}"

    def act(self):
        while self.energy:
            yield self.speak()
            self.energy -= 1
            yield from self.special()

    def special(self):
        return ()


class Flying:
    def special(self):
        yield f"{self.name} flies"
        yield from super().special()
        self.energy = max(0, self.energy - 2)


class Swimming:
    def special(self):
        yield f"{self.name} swims"
        yield from super().special()
        self.energy = max(0, self.energy - 1)


class Dog(Animal, sound="woof"):
    def special(self):
        if self.energy % 2:
            yield f"{self.name} digs"
        yield from super().special()


class Duck(Flying, Swimming, Animal, sound="quack"):
    @property
    def wet(self):
        return self.energy > 3

    def speak(self):
        return super().speak() + (" wetly" if self.wet else "")


class Robot(Dog, sound="beep"):
    def __getattr__(self, attribute):
        if attribute.startswith("mode_"):
            return lambda *args: f"{self.name} in {attribute[5:]} mode {args}"
        raise AttributeError(attribute)

    def __call__(self, *orders, **options):
        return [getattr(self, f"mode_{order}")(options.get(order)) for order in orders]


zoo = [Dog("Rex", 4), Duck("Donald", 7), Robot("R2", 3), Duck("Daisy", 1)]
print(sorted(zoo), max(zoo), list(Animal), Animal.population, [k.__name__ for k in Duck.__mro__])
turns = [(animal, animal.act()) for animal in zoo]
log = []
while turns:
    animal, turn = turns.pop(0)
    try:
        log.append(next(turn))
    except StopIteration:
        log.append(f"{animal.name} rests")
    else:
        turns.append((animal, turn))
print(*log, sep="\n")
robot = zoo[2]
print(robot("clean", "guard", guard="door"), robot + 5, zoo[0] + 2 + 3)
for bad in (lambda: robot.fly, lambda: robot + -100, lambda: Duck("X", -1),
        lambda: Animal("nobody").speak(), lambda: sorted([robot, 5])):
    try:
        print(bad())
    except (AttributeError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(Animal.population, Registry.animals.keys() == {"Dog", "Duck", "Robot"},
    {type(a).__name__: a.sound for a in zoo}, isinstance(robot, Dog),
    issubclass(Robot, (Flying, Animal)))
