# category: library-bound
# JSON through the native scanner and encoder themselves: _json.make_scanner with a
# hand-made context, c_make_encoder, scanstring. (PyPy has no _json; there its own json
# module, which is as native as it gets, takes the place.)
try:
    import _json
except ImportError:
    _json = None
    import json


class Context:
    """What make_scanner asks of a decoder."""
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    memo = None

    @staticmethod
    def parse_constant(name):
        return {"NaN": 0.0, "Infinity": 1e999, "-Infinity": -1e999}[name]


def refuse(value):
    raise TypeError(type(value).__name__)


def tools():
    if _json is None:
        return json.loads, json.dumps, lambda text: json.dumps(text)
    scan = _json.make_scanner(Context)
    encode = _json.make_encoder({}, refuse, _json.encode_basestring_ascii, None, ": ", ", ",
                                False, False, True)
    return (lambda text: scan(text, 0)[0], lambda value: "".join(encode(value, 0)),
            _json.encode_basestring_ascii)


def document(size):
    return {"kind": "inventory", "version": 3, "complete": True, "parent": None,
            "items": [{"id": n, "name": "item \u2116 %d" % n, "price": n / 8, "tags": ["a", "b\n\"c\""],
                       "size": {"width": n % 17, "height": -n, "depth": [[n], [[n + 1]]]}}
                      for n in range(size)]}


def main():
    decode, encode, quote = tools()
    checksum = 0
    value = document(1500)
    for _ in range(32):
        text = encode(value)
        value = decode(text)
        checksum += len(text) + len(value["items"]) + value["items"][-1]["size"]["height"]
    numbers = encode([n * n - 500 for n in range(200000)] + [n / 16 for n in range(100000)])
    checksum += len(numbers) + sum(decode(numbers)[::1000]) // 1
    strings = ["plain text number %d" % n for n in range(60000)]
    strings += ["tab\t quote\" \u00e9 \u4e2d \U0001f600 %d" % n for n in range(60000)]
    quoted = [quote(text) for text in strings]
    checksum += sum(map(len, quoted)) + (decode("[" + ",".join(quoted) + "]") == strings)
    print("json_direct", int(checksum))


main()
