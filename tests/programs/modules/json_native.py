# krait: short
# _json: scanstring, make_scanner with hand-made contexts, make_encoder, encode_basestring(_ascii).
import _json


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", ascii(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, ascii(str(error)))


class Context:
    """What make_scanner reads from a decoder."""

    def __init__(self, **changes):
        self.strict = True
        self.object_hook = None
        self.object_pairs_hook = None
        self.parse_float = float
        self.parse_int = int
        self.parse_constant = lambda name: f"constant {name}"
        self.memo = {}
        self.__dict__.update(changes)


def scan(text, position=0, **changes):
    return _json.make_scanner(Context(**changes))(text, position)


# scanstring and the scanner raise json.decoder.JSONDecodeError, a Python class: a stand-in module
# takes its place, so that nothing of the json package is needed.
import sys


class JSONDecodeError(ValueError):
    def __init__(self, message, document, position):
        super().__init__(f"{message} at {position}")


package = type(sys)("json")
decoder = type(sys)("json.decoder")
decoder.JSONDecodeError = JSONDecodeError
package.decoder = decoder
sys.modules["json"], sys.modules["json.decoder"] = package, decoder
for text in ('abc"', '"', 'a\\"b"', '\\n\\t\\r\\b\\f\\/\\\\"', '\\u0041\\u00e9\\u4e2d"',
             '\\ud83d\\ude00"', '\\ud83d"', '\\ude00"', '\\ud83dx"', '\\ud83d\\u0041"', "abc", "",
             "\\", '\\x"', '\\u12"', '\\u12g4"', "\\u", 'a\nb"', 'a\tb"', 'a\x00b"',
             '\u4e2d\U0001f600"', 'tail" more', '\\u005C"', '\\U0041"', '\\u 123"', '\\u+123"'):
    tell(f"scanstring {ascii(text)}", _json.scanstring, text, 0)
    tell("    not strict", _json.scanstring, text, 0, False)
for arguments in ((), ("x",), (5, 0), (b'a"', 0), ('a"', 5), ('a"', -1), ('a"', "x"),
                  ('"a"', 1, True), ('a"', 0, True, 1), ('a"', 2**70)):
    tell(f"scanstring {len(arguments)}", _json.scanstring, *arguments)
DOCUMENTS = ["null", "true", "false", "0", "-0", "12", "-12", "1.5", "-1.5e10", "1E+2", "1e-2",
             "123456789012345678901234567890", "1e400", "01", "-", "1.", ".5", "1e", "+1", "NaN",
             "Infinity", "-Infinity", "nul", "tru", "Nan", '"text"', '"a\\u0041"', "[]", "[ ]",
             "[1]", "[1, 2 ,3]", "[1,]", "[,1]", "[1 2]", "[", "[1", "[1,", "{}", "{ }", '{"a":1}',
             '{ "a" : 1 , "b" : [true, null] }', '{"a":1,"a":2}', '{"a"}', '{"a":}',
             '{"a":1,}', "{1:2}", "{", '{"a"', '{"a":', '{"a":1', '{"a":1 "b":2}', "", " 1", "1 2",
             "[[[[]]]]", '{"a":{"b":{"c":[1,{"d":null}]}}}', "x", "'a'", "\u0661", "[1\u00a0]",
             "\ufeff1", '["\u4e2d", "\U0001f600"]', "-x", "--1", "truex", "1.5.5", "1e5e5",
             '{"\\u0061":1}']
for text in DOCUMENTS:
    tell(f"scan {ascii(text)}", scan, text)
tell("position", scan, "  [1] x", 2)
tell("position", scan, "[1]", 3)
tell("position", scan, "[1]", 99)
tell("position", scan, "[1]", -1)
tell("position", scan, "[1]", "x")
tell("bytes", scan, b"[1]")
tell("hook", scan, '[{"a": {"b": 1}}, {}]', object_hook=lambda d: sorted(d.items()))
tell("pairs hook", scan, '{"b": 1, "a": 2, "b": 3}', object_pairs_hook=lambda pairs: pairs)
tell("both hooks", scan, '{"b": 1}', object_hook=len, object_pairs_hook=tuple)
tell("parse_float", scan, "[1.5, 2e3, 4]", parse_float=lambda text: f"float {text}")
tell("parse_int", scan, "[15, -2, 2.5]", parse_int=lambda text: f"int {text}")
tell("parse_constant", scan, "[NaN, -Infinity]", parse_constant=str.lower)
tell("failing hook", scan, "{}", object_hook=lambda d: 1 / 0)
tell("failing int", scan, "[1]", parse_int=lambda text: int("x"))
tell("strict", scan, '["a\nb"]', strict=False)
tell("odd strict", scan, '["a\nb"]', strict="")
for missing in ("strict", "object_hook", "parse_float", "parse_constant"):
    context = Context()
    delattr(context, missing)
    tell(f"no {missing}", _json.make_scanner, context)
scanner = _json.make_scanner(Context())
print(type(scanner).__name__, scanner.strict, scanner.object_hook, scanner.parse_float,
      scanner.parse_int)
keys = scanner('[{"key": 1}, {"key": 2}]', 0)[0]
print(keys)
tell("scanner", scanner)
tell("scanner", scanner, "[1]", 0, 1)
print(scanner(string="[1]", idx=0))


def encoder(**changes):
    settings = dict(markers={}, default=lambda value: f"default of {type(value).__name__}",
                    encoder=_json.encode_basestring_ascii, indent=None, key_separator=": ",
                    item_separator=", ", sort_keys=False, skipkeys=False, allow_nan=True)
    settings.update(changes)
    return _json.make_encoder(*settings.values())


def encode(value, **changes):
    return "".join(encoder(**changes)(value, 0))


class IntSub(int):
    def __repr__(self):
        return "not used"


class FloatSub(float):
    def __repr__(self):
        return "not used"


class StrSub(str):
    pass


recursive = []
recursive.append(recursive)
recursive_dict = {}
recursive_dict["self"] = recursive_dict
for value in (None, True, False, 0, -5, 10**30, 1.5, 1e100, -0.0, float("inf"), float("nan"),
              -float("inf"), "text", "\u4e2d\n\"", [], [1, "a", None], (1, 2), {}, {"a": 1},
              {"b": [1, {"c": ()}], "a": "x"}, {1: 2, 1.5: 3, None: 4, True: 5, "s": 6}, {(1,): 2},
              {b"x": 1}, {1, 2}, b"x", object(), 1j, IntSub(5), FloatSub(1.5), StrSub("s"),
              {IntSub(7): StrSub("v")}, recursive, recursive_dict, [[[[]]]], range(3)):
    tell(f"encode {type(value).__name__}", encode, value)
tell("sorted", encode, {"b": 1, "a": {"z": 0, "y": 0}}, sort_keys=True)
tell("sorted mixed", encode, {"b": 1, 5: 2}, sort_keys=True)
tell("skipkeys", encode, {"a": 1, (1,): 2, b"x": 3}, skipkeys=True)
tell("no nan", encode, [float("nan")], allow_nan=False)
tell("no nan key", encode, {float("inf"): 1}, allow_nan=False)
tell("separators", encode, {"a": [1, 2], "b": {}}, key_separator="=", item_separator=";")
tell("plain strings", encode, ["\u4e2d\n"], encoder=_json.encode_basestring)
tell("own encoder", encode, ["a", "b"], encoder=lambda text: f"<{text}>")
tell("bad encoder", encode, ["a"], encoder=lambda text: 5)
tell("no markers", encode, [[1], {"a": [2]}], markers=None)
tell("default list", encode, [{1}], default=list)
tell("default same", encode, object(), default=lambda value: value)
tell("default fails", encode, object(), default=lambda value: 1 / 0)
tell("default deep", encode, {"k": 1j},
     default=lambda value: {"real": value.real, "imag": value.imag})
for changes in ({"markers": 5}, {"default": 5}, {"encoder": 5}, {"indent": 4}, {"key_separator": 5},
                {"item_separator": b","}, {"sort_keys": "x"}):
    tell(f"{changes}", encode, {"a": [1]}, **changes)
tell("make_encoder", _json.make_encoder)
e = encoder()
print(type(e).__name__, type(e([1], 0)).__name__, e.key_separator, e.item_separator, e.sort_keys,
      e.skipkeys, e.markers, e.indent)
tell("call", e)
tell("call", e, [1])
tell("call", e, [1], "x")
print(e(obj="k", _current_indent_level=0))
for text in ("", "plain", '"\\/\b\f\n\r\t', "\x00\x1f\x7f\x80", "\xe9\u4e2d\U0001f600", "\ud800",
             "<>&'", 5, b"x", None):
    tell(f"ascii {text!a}", _json.encode_basestring_ascii, text)
    tell(f"plain {text!a}", _json.encode_basestring, text)
everything = "".join(map(chr, list(range(0x300)) + [0x2028, 0xFFFF, 0x10000, 0x10FFFF]))
for quote in (_json.encode_basestring, _json.encode_basestring_ascii):
    assert _json.scanstring(quote(everything), 1)[0] == everything
    print(len(quote(everything)))
deep = "[" * 500 + "]" * 500
print(scan(deep)[1], len(encode(scan(deep)[0])))
