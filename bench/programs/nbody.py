# category: interpreter-bound
# Planets pulling at each other: float arithmetic on attributes of small objects.


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def solar_system():
    bodies = [Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0)]
    for index in range(1, 5):
        distance = 1.5 * index
        bodies.append(Body(distance, 0.1 * index, -0.05 * index,
                           0.03 * index, (40.0 / distance) ** 0.5, 0.01, 0.004 / index))
    return bodies


def advance(bodies, pairs, step):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        squared = dx * dx + dy * dy + dz * dz + 1e-9
        pull = step / (squared * squared ** 0.5)
        from_b = b.mass * pull
        from_a = a.mass * pull
        a.vx -= dx * from_b
        a.vy -= dy * from_b
        a.vz -= dz * from_b
        b.vx += dx * from_a
        b.vy += dy * from_a
        b.vz += dz * from_a
    for body in bodies:
        body.x += step * body.vx
        body.y += step * body.vy
        body.z += step * body.vz


def energy(bodies, pairs):
    total = 0.0
    for body in bodies:
        total += 0.5 * body.mass * (body.vx ** 2 + body.vy ** 2 + body.vz ** 2)
    for a, b in pairs:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2) ** 0.5
    return total


def main():
    bodies = solar_system()
    pairs = [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]
    before = energy(bodies, pairs)
    for _ in range(130000):
        advance(bodies, pairs, 0.001)
    print("nbody", "%.9f" % before, "%.9f" % energy(bodies, pairs))


main()
