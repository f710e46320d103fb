# krait: short
# errno's names and numbers, _stat's predicates and text, _locale in the C locale.
import _locale
import _stat
import errno


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


names = sorted(name for name in dir(errno) if name.startswith("E"))
print(len(names), [(name, getattr(errno, name)) for name in names])
print(type(errno.errorcode).__name__, errno.errorcode[2], errno.errorcode[11],
      all(errno.errorcode[getattr(errno, n)] in names for n in names), len(errno.errorcode))
MODES = [0o100644, 0o040755, 0o120777, 0o010600, 0o140600, 0o020620, 0o060660, 0o104755, 0o102755,
         0o041777, 0, 0o177777, 0o106644, 0o101644, 0o140000]
PREDICATES = ("S_ISBLK", "S_ISCHR", "S_ISDIR", "S_ISDOOR", "S_ISFIFO", "S_ISLNK", "S_ISPORT",
              "S_ISREG", "S_ISSOCK", "S_ISWHT")
for mode in MODES:
    tests = [name for name in PREDICATES if getattr(_stat, name)(mode)]
    print(oct(mode), _stat.filemode(mode), tests, oct(_stat.S_IMODE(mode)), oct(_stat.S_IFMT(mode)))
for name in ("filemode", "S_ISDIR", "S_IMODE", "S_IFMT"):
    for bad in ("x", 1.5, None, -1, 2**40):
        tell(f"{name} {bad!r}", getattr(_stat, name), bad)
    tell(name, getattr(_stat, name))
constants = sorted(name for name in dir(_stat) if name.isupper() and isinstance(getattr(_stat,
                                                                                        name), int))
print([(name, getattr(_stat, name)) for name in constants])
print(_locale.setlocale(_locale.LC_ALL, "C"), _locale.setlocale(_locale.LC_NUMERIC),
      _locale.setlocale(_locale.LC_CTYPE, None))
print(sorted(_locale.localeconv().items()))
for arguments in ((_locale.LC_ALL, "no_SUCH.locale"), (999, "C"), ("x", "C"), (_locale.LC_ALL, 5),
                  (), (_locale.LC_ALL, "a\0b")):
    tell(f"setlocale {len(arguments)}", _locale.setlocale, *arguments)
for name in ("RADIXCHAR", "THOUSEP", "CODESET", "D_T_FMT", "D_FMT", "T_FMT", "DAY_1", "DAY_7",
             "ABDAY_2", "MON_1", "MON_12", "ABMON_6", "AM_STR", "PM_STR", "YESEXPR", "NOEXPR",
             "CRNCYSTR", "T_FMT_AMPM", "ERA"):
    print(name, repr(_locale.nl_langinfo(getattr(_locale, name))), end="; ")
print()
tell("nl_langinfo", _locale.nl_langinfo, 999999)
tell("nl_langinfo", _locale.nl_langinfo, "x")
print(_locale.strcoll("a", "b") < 0, _locale.strcoll("b", "a") > 0, _locale.strcoll("a", "a"),
      _locale.strxfrm("abc"), _locale.strxfrm(""))
for arguments in (("a",), ("a", 5), (5, "a"), ("a\0b", "a")):
    tell("strcoll", _locale.strcoll, *arguments)
tell("strxfrm", _locale.strxfrm, 5)
tell("strxfrm", _locale.strxfrm, "a\0b")
print(_locale.gettext("message"), _locale.dgettext(None, "m"), _locale.dgettext("domain", "m"),
      _locale.dcgettext("domain", "m", _locale.LC_MESSAGES), _locale.textdomain(None),
      _locale.textdomain("messages"), _locale.bindtextdomain("messages", "/tmp"),
      _locale.bindtextdomain("messages", None),
      _locale.bind_textdomain_codeset("messages", "UTF-8"))
tell("bindtextdomain", _locale.bindtextdomain, "", "/tmp")
tell("gettext", _locale.gettext, 5)
print(_locale.Error.__name__, _locale.Error.__bases__, isinstance(_locale.getencoding(), str),
      f"{1234567.5:n}", f"{1234567:n}", sorted(n for n in dir(_locale) if n.startswith("LC_")))
