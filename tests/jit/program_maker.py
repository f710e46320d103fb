"""Makes random programs out of the tables of grammar.py. A program has few features, so that it has much
of each; all of it follows from the random numbers' seed."""

import random
import re
import textwrap

import grammar

PLACEHOLDER = re.compile(r"\$([A-Za-z]+)(\d*)")
ASSIGNMENT = re.compile(r"\s*(?:.*: )?([a-z][\w.]*(?:, [a-z][\w.]*)*) (?:[-+*/^|&<>]*)= ")
GROWTH = re.compile(r"\*|<<|\w\(")
# What keeps a place from growing without end, at the start of each loop that makes it grow. Without
# built-in functions, as programs replace them.
TAME = {
    "I": "if not -(1 << 90) < {0} < 1 << 90: {0} = {1}",
    "S": "if {0}[40:]: {0} = {0}[5:9]",
    "L": "if {0}[12:]: del {0}[4:]",
    "T": "if {0}[9:]: {0} = {0}[3:6]",
    "D": "if {0}.__len__() > 12: {0}.clear()",
    "Q": "if {0}.__len__() > 12: {0}.clear()",
}
UNTYPED = {"odd"}  # features with which a str may be anywhere
MOST_STEPS = 2500  # statements that a block in run() may execute, estimated
MOST_STEPS_OF_FUNCTION = 30
MOST_STATEMENTS = 25  # of run(), and of all else: from here on only simple ones
ALL_STEPS = 5000  # from here on only simple statements

# CPython 3.11 may take the line before it for an unbound local's, where it has joined two instructions.
NOTE = """
import sys
notes = 0
def note(error):
    global notes
    notes += 1
    lines, trace = [], error.__traceback__
    while trace:
        lines.append(trace.tb_lineno)
        trace = trace.tb_next
    if isinstance(error, UnboundLocalError):
        lines = "somewhere"
    if notes <= 12:
        print(type(error).__name__, str(error)[:90], lines)
""".strip()


class Production:
    def __init__(self, text):
        self.text = text
        found = PLACEHOLDER.findall(text)
        self.places = {kind for kind, _ in found if kind.isupper()}
        self.kinds = {kind for kind, _ in found if kind.islower()} - {"block", "body", "new"}
        self.is_leaf = all(kind.isupper() or kind in LEAVES for kind, _ in found)
        self.has_block = any(kind == "block" for kind, _ in found)
        self.rounds = max((int(number or 1) for kind, number in found if kind == "block"), default=1)


LEAVES = {"digit", "number", "fraction", "text", "round", "from", "to", "step", "compare", "oddity", "class"}


class Scope:
    """What a block of statements may use, and how often it runs."""

    def __init__(self, places, most_steps, is_function, calls=1):
        self.places = {kind: names.split() for kind, names in places.items() if names}
        self.most_steps = most_steps
        self.is_function = is_function
        self.in_loop = False
        self.rounds = calls
        self.steps = 0
        self.fitting = {}  # (kind, leaves only): productions and weights


class Maker:
    """One program."""

    def __init__(self, seed, features=None):
        self.random = random.Random(seed)
        if features is None:
            count = self.random.choices(range(6), [1, 3, 6, 6, 4, 2])[0]
            features = self.random.sample(list(grammar.FEATURES), count)
        self.features = [name for name in grammar.FEATURES if name in features]
        self.tables = {}
        self.definitions = {"top": [], "local": []}
        self.add(grammar.NUMBERS)
        self.add(grammar.SMALL_FACTORS if UNTYPED & set(features) else grammar.FREE_FACTORS)
        for name in self.features:
            self.add(grammar.FEATURES[name])
        self.names = self.nesting = self.statements = 0
        self.scope = None
        self.places = {}  # of run(), as definitions give them
        self.costs = {}  # of calls, by production: steps

    def add(self, tables):
        for kind, table in tables.items():
            if kind in self.definitions:
                chosen = table[:1] + [other for other in table[1:] if self.random.random() < 0.4]
                self.definitions[kind] += [other for other in chosen if other not in self.definitions[kind]]
                continue
            for text, weight in table.items():
                self.tables.setdefault(kind, {})[text] = weight

    # Text for placeholders.

    def productions(self, kind, leaves_only):
        key = kind, leaves_only
        if key not in self.scope.fitting:
            fitting = [(Production(text), weight) for text, weight in self.tables[kind].items()]
            fitting = [(production, weight) for production, weight in fitting
                       if production.places <= self.scope.places.keys()
                       and production.kinds <= self.tables.keys()]
            if leaves_only:
                fitting = [pair for pair in fitting if pair[0].is_leaf] or fitting
            self.scope.fitting[key] = [pair[0] for pair in fitting], [pair[1] for pair in fitting]
        return self.scope.fitting[key]

    def choose(self, kind, depth):
        leaves_only = depth > 3 or (depth > 1 and self.random.random() < 0.4)
        productions, weights = self.productions(kind, leaves_only)
        for _ in range(20):
            production = self.random.choices(productions, weights)[0]
            steps = self.costs.get(production.text, 0) * self.scope.rounds
            if steps <= self.scope.most_steps:
                self.scope.steps += steps
                return production.text
        return min((production.text for production in productions), key=lambda text: self.costs.get(text, 0))

    def piece(self, match, depth, labels):
        kind, label = match.groups()
        if match[0] in labels:
            return labels[match[0]]
        if kind == "new":
            self.names += 1
            text = f"k{self.names}"
        elif kind.isupper():
            taken = [labels[other] for other in labels if other.startswith(f"${kind}")] if label else []
            names = self.scope.places[kind]
            text = self.random.choice([name for name in names if name not in taken] or names)
        else:
            text = self.fill(self.choose(kind, depth), depth + 1)
        if label:
            labels[match[0]] = text
        return text

    def fill(self, text, depth=0, labels=None):
        labels = {} if labels is None else labels
        return PLACEHOLDER.sub(lambda match: self.piece(match, depth, labels), text)

    # Statements.

    def lines(self, text, labels=None):
        """The lines of a production, blocks included."""
        labels = {} if labels is None else labels
        made = []
        for line in text.split("\n"):
            code = line.lstrip()
            found = PLACEHOLDER.fullmatch(code)
            if found and found[1] in ("block", "body"):
                block = self.block(int(found[2] or 1), found[1] == "body")
                made += [line[:len(line) - len(code)] + inner for inner in block]
            else:
                made += self.fill(line, 0, labels).split("\n")
        return made

    def statement(self):
        kind = "statement"
        if self.random.random() < 0.12:
            if self.scope.in_loop:
                kind = "loop statement"
            elif self.scope.is_function:
                kind = "function statement"
        productions, weights = self.productions(kind, False)
        for _ in range(50):
            production = self.random.choices(productions, weights)[0]
            steps = self.scope.rounds * production.rounds * (3 if production.has_block else 1)
            if steps > self.scope.most_steps:
                continue
            if production.has_block and (self.scope.steps > ALL_STEPS or self.nesting > 4
                                         or self.statements > MOST_STATEMENTS):
                continue
            return self.lines(production.text)
        return ["pass"]

    def block(self, rounds=1, is_body=False, most=3):
        scope, before = self.scope, (self.scope.rounds, self.scope.in_loop)
        scope.rounds *= rounds
        scope.in_loop = scope.in_loop or rounds > 1
        self.nesting += 1
        lines = []
        for _ in range(self.random.randint(1, most if self.statements <= MOST_STATEMENTS else 2)):
            self.statements += 1
            lines += self.statement()
            scope.steps += scope.rounds
        self.nesting -= 1
        scope.rounds, scope.in_loop = before
        return self.taming(lines) + lines if rounds > 1 or is_body else lines

    def taming(self, lines):
        lines = [line for line in lines if "=" in line or "." in line or " in " in line]
        return [TAME[kind].format(place, self.random.randint(0, 9)) for kind in TAME
                for place in self.scope.places.get(kind, [])
                if any(grows(kind, place, line) for line in lines)]

    # Programs.

    def define(self, definition):
        outer, labels = self.scope, {}
        inside = dict(definition.inside or {})
        calls = inside.pop("calls", 1)
        if definition.inside is not None:
            self.scope = Scope(inside, MOST_STEPS_OF_FUNCTION * calls, "def " in definition.text, calls)
        lines = self.lines(definition.text, labels)
        steps = self.scope.steps + calls if self.scope is not outer else 0
        self.scope = outer
        for kind, given in definition.gives.items():
            if kind.isupper():
                self.places[kind] = f"{self.places.get(kind, '')} {given}".strip()
            else:
                self.tables.setdefault(kind, {}).update(given)
                self.costs.update(dict.fromkeys(given, steps))
        return lines

    def run_scope(self):
        places = {"N": "a b c d", "I": "a b c d", "F": "x y z", "R": "i"}
        for kind, given in self.places.items():
            places[kind] = f"{places.get(kind, '')} {given}".strip()
        return Scope(places, MOST_STEPS, False)

    def loop(self):
        """The loop of run(), with R as its round."""
        rounds = self.random.choice([25, 36, 36, 60])
        head = self.random.choices([f"for i in range({rounds}):", f"while i < {rounds}:",
                                    f"for i, d in enumerate(range(5, {rounds + 5})):",
                                    f"for d, i in zip(range({rounds}, 0, -1), range({rounds})):"],
                                   [6, 2, 1, 1])[0]
        body = self.block(rounds, most=5)
        if self.random.random() < 0.6:
            body = ["try:", *indented(body), "except Exception as error:", "    note(error)",
                    f"    a, b, c, d = {self.fill('$number, $digit, $number, $digit')}"]
        if head.startswith("while"):
            body = ["i += 1", *body]
        check = self.random.random()
        if check < 0.5:
            body.append(f"total = (total * 31 ^ {self.random.choice('abcd')}) & 0xffffffff")
        elif check < 0.7:
            state = ", ".join(self.random.sample(self.state(), 3))
            body.append(f"if i % 9 == 4: print(str(({state}))[:300])")
        return [head, *indented(body)]

    def state(self):
        return [name for kind in "IFSLTDOV" for name in self.scope.places.get(kind, [])]

    def make(self):
        program = NOTE.split("\n")
        self.scope = Scope({"I": "notes"}, 1, False)
        for definition in self.definitions["top"]:
            program += self.define(definition)
        self.statements = 0
        self.scope = self.run_scope()
        local = []
        for definition in self.definitions["local"]:
            local += self.define(definition)
            self.scope = self.run_scope()
        body = ["i = total = 0", *local]
        loops = self.loop()
        if self.random.random() < 0.15:
            loops += self.loop()
        if self.random.random() < 0.8:
            loops = ["try:", *indented(loops), "except Exception as error:", "    note(error)"]
        state = ", ".join(self.state() + ["i", "total"])
        if "closures" not in self.features and self.random.random() < 0.1:
            program += [f"a, b, c, d, x, y, z = {self.arguments()}", *body, *loops,
                        f"print(str(({state}))[:3000])"]
        else:
            shared = self.places.get("I", "").split()
            if "g" in shared:
                body.insert(0, "global g, h")
            program += ["def run(a, b, c, d, x, y, z):", *indented([*body, *loops, f"return {state}"])]
            calls = [f"print(str(run({self.arguments()}))[:3000])" for _ in range(3)]
            program += ["try:", *indented(calls), "except Exception as error:", "    note(error)"]
        return "\n".join(program) + "\n"

    def arguments(self):
        return self.fill("$number, $number, $digit, $number, $fraction, $fraction, $fraction")


def grows(kind, place, line):
    """Whether a line may make a place's value larger, again and again."""
    if kind != "I":
        return re.search(rf"(?<![\w.]){re.escape(place)}(?![\w(])", line) is not None
    found = ASSIGNMENT.match(line)
    targets = found[1].split(", ") if found else []
    return (place in targets or f"({place} := " in line) and GROWTH.search(line) is not None


def indented(lines):
    return [textwrap.indent(line, "    ") for line in lines]


if __name__ == "__main__":
    import sys
    print(Maker(sys.argv[1], sys.argv[2:] or None).make(), end="")
