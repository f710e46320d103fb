# krait: short
# How encoding names are normalised and looked up, known aliases and unknown names.


def attempt(function, *args):
    try:
        return ascii(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for name in ("UTF-8", "utf8", "Utf_8", "U8", "us-ascii", "ASCII", "646", "iso-8859-1", "ISO8859-1",
             "L1", "latin1", "UTF16", "utf-16LE",
             "UTF-32BE", "utf 8", "no-such", "", "utf-8\0"):
    print(ascii(name), attempt("\xe9".encode, name, "replace"))
