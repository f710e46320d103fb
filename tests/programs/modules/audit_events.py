# krait: short
# sys.addaudithook and sys.audit: what hooks are told, in order, and what they can stop.
import gc
import sys

events = []
wanted = ()


def hook(event, args):
    if event in wanted:
        events.append((event, len(args)))


def second(event, args):
    if event == "program.refused":
        raise PermissionError("refused", *args)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", function(*args, **kwargs))
    except BaseException as error:
        print(label, "!", type(error).__name__, error)


sys.audit("before.any", 1)
sys.addaudithook(hook)
sys.addaudithook(second)
wanted = ("program.event", "program.refused")
tell("event", sys.audit, "program.event", 1, "two", None)
tell("bare", sys.audit, "program.event")
tell("refused", sys.audit, "program.refused", 5)
print(events)
for arguments in ((), (5,), (None, 1)):
    tell(f"audit{arguments}", sys.audit, *arguments)
tell("keyword", lambda: sys.audit("program.event", x=1))
tell("addaudithook", sys.addaudithook)
events.clear()
wanted = ("import", "gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys._current_frames",
          "sys.set_asyncgen_hook_firstiter", "sys.set_asyncgen_hook_finalizer")
import math
try:
    import no_such_module_at_all
except ImportError as error:
    print(error)
gc.get_referents([])
gc.get_referrers([])
gc.get_objects()
frames = sys._current_frames()
sys.set_asyncgen_hooks(None, None)
wanted = ()
print(events, len(frames), [f is sys._getframe() for f in frames.values()])


def refuses(event, args):
    if event == "sys.addaudithook":
        raise RuntimeError("no more")


sys.addaudithook(refuses)
tell("third", sys.addaudithook, print)
sys.audit("program.event")
