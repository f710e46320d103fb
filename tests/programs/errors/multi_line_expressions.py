# krait: short
# Expressions over several lines: which line is shown, and when carets are left out.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


none = None
items = [1, 2]


def call_over_lines():
    return max(
        1,
        none.attr,
        3,
    )


def callee_fails():
    return int(
        "not a number",
        10,
    )


def binary_over_lines():
    return (
        1
        + 2
        + none
    )


def binary_first_line():
    return none + (
        1
    )


def subscript_over_lines():
    return items[
        5
    ]


def chain_of_methods():
    return (
        "text"
        .upper()
        .missing()
        .lower()
    )


def dict_literal():
    return {
        "a": 1,
        "b": none.b,
        "c": 3,
    }


def comprehension_over_lines():
    return [
        x
        / 0
        for x in items
        if x
    ]


def condition_over_lines():
    if (
        items
        and none > 1
        or items
    ):
        return 1


def nested_calls():
    return list(
        map(
            lambda x: x.missing,
            items,
        )
    )


def string_over_lines():
    return "%s %s" % (
        "one",
    )


def with_over_lines():
    with (
        open_nothing() as a,
        open_nothing() as b,
    ):
        pass


def continuation():
    return 1 + \
        2 + \
        none


def return_over_lines():
    return \
        none.attr


def raise_over_lines():
    raise ValueError(
        "message"
        " over lines"
    )


def assert_over_lines():
    assert (
        items
        == none
    ), (
        "not equal"
    )


def decorated():
    @items.missing
    @items.index(
        9
    )
    def inner():
        pass


def default_argument():
    def inner(
        a=1,
        b=none.default,
    ):
        pass


def class_bases():
    class Inner(
        object,
        none.base,
    ):
        pass


def assignment_target():
    items[
        0
    ], none.x = (
        1,
        2,
    )


def f_string():
    return f"""
    {items}
    {none.missing}
    """


def triple_quoted():
    return """line
    """ + none


def for_loop():
    for x in (
        none
    ):
        pass


def two_statements():
    a = 1; b = none.first; c = 2


def one_line_if():
    if items: none.attr


def semicolon_after(): x = 1; return x + none


for name, function in list(globals().items()):
    if callable(function) and name not in ("show",) and hasattr(function, "__code__"):
        show(function)
result = (
    items[0]
    + items[1]
    + none
)
