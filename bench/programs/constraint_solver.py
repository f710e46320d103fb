# category: interpreter-bound
# An incremental one-way constraint solver: variables, constraints of several classes with
# strengths, a planner that keeps a graph acyclic. Many classes, lists and virtual calls.

REQUIRED, STRONG, MEDIUM, WEAK = 0, 1, 2, 3


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.users = []
        self.source = None
        self.level = WEAK
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.active = False

    def output(self):
        raise NotImplementedError

    def inputs(self):
        return ()

    def execute(self):
        pass

    def attach(self):
        for variable in self.variables():
            variable.users.append(self)

    def detach(self):
        for variable in self.variables():
            variable.users.remove(self)


class Hold(Constraint):
    """Keeps a variable at what it is (or what an edit sets)."""

    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable

    def variables(self):
        return (self.variable,)

    def output(self):
        return self.variable


class Edit(Hold):
    def __init__(self, variable, strength):
        super().__init__(variable, strength)
        self.wanted = variable.value

    def execute(self):
        self.variable.value = self.wanted


class Same(Constraint):
    """target = source."""

    def __init__(self, source, target, strength=REQUIRED):
        super().__init__(strength)
        self.source, self.target = source, target

    def variables(self):
        return (self.source, self.target)

    def inputs(self):
        return (self.source,)

    def output(self):
        return self.target

    def execute(self):
        self.target.value = self.source.value


class Scaled(Same):
    """target = source * scale + offset, reduced to keep the numbers small."""

    def __init__(self, source, scale, offset, target, strength=REQUIRED):
        super().__init__(source, target, strength)
        self.scale, self.offset = scale, offset

    def variables(self):
        return (self.source, self.scale, self.offset, self.target)

    def inputs(self):
        return (self.source, self.scale, self.offset)

    def execute(self):
        self.target.value = (self.source.value * self.scale.value + self.offset.value) % 65521


class Planner:
    def __init__(self):
        self.stamp = 0
        self.executed = 0

    def add(self, constraint):
        constraint.attach()
        target = constraint.output()
        if target.source is not None and target.source.strength <= constraint.strength:
            return False
        if target.source is not None:
            target.source.active = False
        constraint.active = True
        target.source = constraint
        target.level = constraint.strength
        return True

    def remove(self, constraint):
        constraint.detach()
        if constraint.active:
            constraint.active = False
            target = constraint.output()
            target.source = None
            best = None
            for candidate in target.users:
                if candidate.output() is target:
                    if best is None or candidate.strength < best.strength:
                        best = candidate
            if best is not None:
                best.active = True
                target.source = best

    def plan(self, sources):
        self.stamp += 1
        stamp, ready, plan = self.stamp, list(sources), []
        while ready:
            constraint = ready.pop()
            target = constraint.output()
            if target.mark == stamp:
                continue
            if all(v.mark == stamp or v.source is None for v in constraint.inputs()):
                plan.append(constraint)
                target.mark = stamp
                for user in target.users:
                    if user is not constraint and user.active and user.output() is not target:
                        ready.append(user)
        return plan

    def run(self, plan):
        for constraint in plan:
            constraint.execute()
        self.executed += len(plan)


def chain(planner, length, rounds):
    variables = [Variable("v%d" % n, n) for n in range(length)]
    for left, right in zip(variables, variables[1:]):
        planner.add(Same(left, right))
    edit = Edit(variables[0], STRONG)
    planner.add(edit)
    plan = planner.plan([edit])
    for value in range(rounds):
        edit.wanted = value * 17 % 1000
        planner.run(plan)
    planner.remove(edit)
    return variables[-1].value


def projection(planner, count, rounds):
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    sources = [Variable("s%d" % n, n) for n in range(count)]
    targets = [Variable("t%d" % n, 0) for n in range(count)]
    for source, target in zip(sources, targets):
        planner.add(Hold(source, WEAK))
        planner.add(Scaled(source, scale, offset, target))
    total = 0
    for turn in range(rounds):
        chosen = sources[turn % count] if turn % 3 else scale
        edit = Edit(chosen, MEDIUM)
        edit.wanted = turn % 211
        planner.add(edit)
        holds = [s.source for s in sources if s.source is not None and s is not chosen]
        planner.run(planner.plan(holds + [edit]))
        planner.remove(edit)
        total += sum(t.value for t in targets)
    return total


def main():
    planner = Planner()
    print("constraint_solver", chain(planner, 300, 7000), projection(planner, 60, 4500),
          planner.executed)


main()
