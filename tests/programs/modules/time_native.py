# krait: short
# time: calendar conversions with fixed inputs, formatting, parsing errors, clocks that only move
# forward, sleeping.
import time


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for seconds in (0, 1, -1, 86399, 951782400, 1e9, 1234567890.75, -1e9, 2**31, 2**33, 253402300799,
                1.5):
    moment = time.gmtime(seconds)
    print(seconds, tuple(moment), moment.tm_zone, moment.tm_gmtoff, time.asctime(moment))
for bad in ("x", 1e30, -1e30, float("nan"), float("inf"), 2**70, [], 1j):
    tell(f"gmtime {bad!r}", time.gmtime, bad)
    tell(f"localtime {bad!r}", time.localtime, bad)
    tell(f"ctime {bad!r}", time.ctime, bad)
print(type(time.gmtime()).__name__, len(time.gmtime(None)), time.gmtime(0) == time.gmtime(0.9),
      time.gmtime(0) < time.gmtime(1), time.gmtime(5)[5], time.gmtime(0).n_fields)
moment = time.struct_time((2024, 2, 29, 13, 5, 9, 3, 60, 0))
print(moment, moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_min,
      moment.tm_sec, moment.tm_wday, moment.tm_yday, moment.tm_isdst, moment.tm_zone,
      moment.tm_gmtoff)
for form in ("%Y-%m-%d %H:%M:%S", "%y %j %U %W %w %u", "%a %A %b %B", "%I %p", "%c", "%x %X", "%%",
             "%e|%D|%T|%R|%F", "%G %V %g %C", "%n%t", "", "plain", "%Z", "\u4e2d%Y\u6587", "%",
             "%Y%", "a\0b"):
    tell(f"strftime {form!r}", time.strftime, form, moment)
for arguments in ((), (5,), ("%Y", 5), ("%Y", (1, 2)), ("%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0)),
                  ("%Y", (2024, 0, 1, 0, 0, 0, 0, 1, 0)), ("%d", (2024, 1, 32, 0, 0, 0, 0, 1, 0)),
                  ("%H", (2024, 1, 1, 24, 0, 0, 0, 1, 0)), ("%M", (2024, 1, 1, 0, 60, 0, 0, 1, 0)),
                  ("%S", (2024, 1, 1, 0, 0, 61, 0, 1, 0)), ("%S", (2024, 1, 1, 0, 0, 62, 0, 1, 0)),
                  ("%w", (2024, 1, 1, 0, 0, 0, 7, 1, 0)), ("%w", (2024, 1, 1, 0, 0, 0, -2, 1, 0)),
                  ("%j", (2024, 1, 1, 0, 0, 0, 0, 367, 0)), ("%Y", (0, 1, 1, 0, 0, 0, 0, 1, 0)),
                  ("%Y", (-5, 1, 1, 0, 0, 0, 0, 1, 0)), ("%Y", (10000, 1, 1, 0, 0, 0, 0, 1, 0)),
                  ("%Y", (2024, "x", 1, 0, 0, 0, 0, 1, 0)), ("%Y", (2**40, 1, 1, 0, 0, 0, 0, 1, 0)),
                  ("%Y", [2024, 1, 1, 0, 0, 0, 0, 1, 0])):
    tell(f"strftime {len(arguments)}", time.strftime, *arguments)
for arguments in ((moment,), ((2000, 1, 1, 0, 0, 0, 5, 1, 0),), (5,), ((1, 2),), ("x",),
                  ((2000, 13, 1, 0, 0, 0, 0, 1, 0),), ((12345, 1, 1, 0, 0, 0, 0, 1, 0),)):
    tell("asctime", time.asctime, *arguments)
print(time.mktime(time.localtime(1e9)), time.mktime(time.localtime(0)),
      time.mktime((2001, 9, 9, 1, 46, 40, 0, 0, -1)) == time.mktime((2001, 8, 40, 1, 46, 40, 0, 0,
                                                                     -1)))
for bad in (5, (1, 2), "x", (2**40, 1, 1, 0, 0, 0, 0, 1, 0), ("x",) * 9):
    tell("mktime", time.mktime, bad)
for arguments in (((2000,) * 9,), ((2000,) * 11,), ((2000,) * 8,), ((2000,) * 12,), (5,), ()):
    tell("struct_time", lambda: tuple(time.struct_time(*arguments)))
tell("struct_time dict", lambda: time.struct_time((1,) * 9, {"tm_zone": "ZONE"}).tm_zone)
for clock in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    first, second = getattr(time, clock)(), getattr(time, clock)()
    first_ns, second_ns = getattr(time, clock + "_ns")(), getattr(time, clock + "_ns")()
    info = time.get_clock_info(clock)
    print(clock, first <= second, first_ns <= second_ns, type(first).__name__,
          type(first_ns).__name__, abs(first_ns / 1e9 - first) < 5, info.monotonic, info.adjustable,
          info.resolution > 0, type(info).__name__)
for bad in ("no clock", 5, None):
    tell("get_clock_info", time.get_clock_info, bad)
for clock in ("CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_CPUTIME_ID",
              "CLOCK_THREAD_CPUTIME_ID", "CLOCK_BOOTTIME"):
    number = getattr(time, clock)
    print(clock, time.clock_gettime(number) > 0, time.clock_gettime_ns(number) > 0,
          time.clock_getres(number) > 0)
for action in (lambda: time.clock_gettime(9999), lambda: time.clock_gettime("x"),
               lambda: time.clock_getres(9999), lambda: time.clock_settime(time.CLOCK_MONOTONIC, 1),
               lambda: time.clock_settime_ns(time.CLOCK_MONOTONIC, 1),
               lambda: time.pthread_getcpuclockid("x"), lambda: time.time(1),
               lambda: time.sleep(-1), lambda: time.sleep("x"), lambda: time.sleep(),
               lambda: time.sleep(1e30), lambda: time.sleep(float("nan")), lambda: time.sleep(0),
               lambda: time.sleep(None)):
    tell("clock", action)
before = time.monotonic()
time.sleep(0.02)
print(0.02 <= time.monotonic() - before < 5, isinstance(time.tzname, tuple),
      isinstance(time.timezone, int), isinstance(time.altzone, int), time.daylight in (0, 1),
      time.tzset())
import posix

posix.putenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
time.tzset()
print(time.tzname, time.timezone, time.altzone, time.daylight, time.localtime(1e9).tm_isdst,
      time.localtime(1e9).tm_zone, time.localtime(1e9).tm_gmtoff, time.ctime(0),
      time.localtime(0).tm_hour, time.mktime((2024, 7, 1, 12, 0, 0, 0, 0, -1)),
      time.strftime("%Z %z", time.localtime(1720000000)))
posix.putenv("TZ", "UTC")
time.tzset()
print(time.tzname, time.localtime(0).tm_zone)
