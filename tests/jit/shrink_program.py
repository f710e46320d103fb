"""Makes a program smaller that still shows something, by its syntax tree."""

import ast

MOST_TRIES = 600


class Shrinker:
    def __init__(self, source, still):
        self.source, self.still = source, still
        self.tries = 0

    def attempt(self, tree):
        """Whether the tree, as a program, still shows it: then it is the source from now on."""
        self.tries += 1
        try:
            source = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
            compile(source, "program", "exec")
        except (SyntaxError, ValueError):
            return False
        if len(source) >= len(self.source) or self.tries > MOST_TRIES or not self.still(source):
            return False
        self.source = source
        return True

    def tree(self):
        return ast.parse(self.source)

    def bodies(self, tree):
        """Lists of statements, outer ones first: (owner, field)."""
        return [(node, field) for node in ast.walk(tree)
                for field in ("body", "orelse", "finalbody", "handlers")
                if isinstance(getattr(node, field, None), list) and getattr(node, field)]

    def drop_statements(self):
        """Leaves out pieces of lists of statements, large ones first."""
        shorter, index = False, 0
        while index < len(self.bodies(self.tree())):
            size = len(getattr(*self.bodies(self.tree())[index]))
            while size:
                at = 0
                while True:
                    tree = self.tree()
                    bodies = self.bodies(tree)
                    if index >= len(bodies) or at >= len(getattr(*bodies[index])):
                        break
                    owner, field = bodies[index]
                    rest = getattr(owner, field)[:at] + getattr(owner, field)[at + size:]
                    if not rest and field == "body" and not isinstance(owner, ast.Module):
                        rest = [ast.Pass()]
                    setattr(owner, field, rest)
                    if self.attempt(tree):
                        shorter = True
                    else:
                        at += size
                size //= 2
            index += 1
        return shorter

    def unwrap(self):
        """Puts blocks in the place of the statements that they are in."""
        shorter, number = False, 0
        while True:
            tree = self.tree()
            found = [(body, at, inner) for owner, field in self.bodies(tree)
                     for body in [getattr(owner, field)] for at, node in enumerate(body)
                     if not isinstance(node, (ast.FunctionDef, ast.ClassDef))
                     for inner in ("body", "orelse", "finalbody")
                     if isinstance(getattr(node, inner, None), list)]
            if number >= len(found):
                return shorter
            body, at, inner = found[number]
            body[at:at + 1] = getattr(body[at], inner)
            if self.attempt(tree):
                shorter = True
            else:
                number += 1

    def expressions(self, tree):
        """Those that have parts: (owner, field, index)."""
        return [(node, field, at) for node in ast.walk(tree) for field, value in ast.iter_fields(node)
                for at, part in enumerate(value if isinstance(value, list) else [value])
                if isinstance(part, ast.expr) and not isinstance(getattr(part, "ctx", None), ast.Store)
                and not isinstance(part, (ast.Constant, ast.Name))]

    def simplify_expressions(self):
        """Puts parts of expressions, or small numbers, in their place."""
        shorter, number = False, 0
        while True:
            tree = self.tree()
            if number >= len(self.expressions(tree)) or self.tries > MOST_TRIES:
                return shorter
            if any(self.replace(number, choice) for choice in range(4)):
                shorter = True
            else:
                number += 1

    def replace(self, number, choice):
        tree = self.tree()
        node, field, at = self.expressions(tree)[number]
        value = getattr(node, field)
        old = value[at] if isinstance(value, list) else value
        parts = [part for part in ast.iter_child_nodes(old) if isinstance(part, ast.expr)] + [ast.Constant(1)]
        if choice >= len(parts):
            return False
        if isinstance(value, list):
            value[at] = parts[choice]
        else:
            setattr(node, field, parts[choice])
        return self.attempt(tree)


def shrunk(source, still):
    """The smaller program; `still` tells whether a program shows what this one does."""
    shrinker = Shrinker(source, still)
    while shrinker.tries < MOST_TRIES:
        found = [shrinker.drop_statements(), shrinker.unwrap(), shrinker.simplify_expressions()]
        if not any(found):
            break
    return shrinker.source
