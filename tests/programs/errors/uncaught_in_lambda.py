# krait: short
handlers = {"add": lambda a, b: a + b, "call": lambda f, *args: f(*args)}
print(handlers["add"](1, 2))
print(handlers["call"](handlers["call"], handlers["add"], 1, "x"))
