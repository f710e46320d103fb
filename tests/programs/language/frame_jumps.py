# krait: short
# f_lineno set by trace functions: within, into and out of blocks, and what is refused.
import sys
def tracer_for(name, moves, ev="line"):
    moves = dict(moves)
    def tracer(frame, event, arg):
        if frame.f_code.co_name != name: return None
        off = frame.f_lineno - frame.f_code.co_firstlineno
        if event == ev and off in moves:
            frame.f_lineno = frame.f_code.co_firstlineno + moves.pop(off)
        return tracer
    return tracer
def run(f, moves, ev="line"):
    sys.settrace(tracer_for(f.__name__, moves, ev))
    try: r = f()
    except BaseException as e: r = (type(e).__name__, str(e))
    sys.settrace(None)
    return r
class CM:
    def __enter__(self): log.append("enter"); return self
    def __exit__(self, *a): log.append("exit"); return False
log = []
def f():
    out = []                # 1
    try:                    # 2
        out.append(1)       # 3
        1 / 0               # 4
        out.append(2)       # 5
    except ZeroDivisionError as e:  # 6
        out.append("exc")   # 7
        out.append(3)       # 8
    finally:
        out.append("fin")   # 10
    out.append(sys.exc_info()[0])  # 11
    with CM():              # 12
        out.append("with")  # 13
        out.append("with2") # 14
    for i in range(2):      # 15
        out.append(i)       # 16
    while len(out) < 3:     # 17
        out.append("w")     # 18
    return out              # 19
print(run(f, {}))
for m in ({3:5},{3:7},{3:8},{7:8},{7:11},{8:11},{7:3},{3:10},{3:11},{10:11},{11:13},{11:12},{13:15},{13:19},{14:13},{16:19},{1:16},{3:19},{19:1},{7:10},{8:7},{7:6},{4:6},{11:18},{1:100},{1:-5},{5:9},{3:9},{12:17}):
    log.clear()
    print(m, run(f, m), log)
for ev in ("call","return","exception"):
    print(ev, run(f, {0:5, 4:5, 19:1}, ev))
def gen():
    yield 1     # 1
    x = 5       # 2
    yield 2     # 3
    yield 3     # 4
def drive():
    return list(gen())
def rung(moves, ev="line"):
    sys.settrace(tracer_for("gen", moves, ev))
    try: r = drive()
    except BaseException as e: r = (type(e).__name__, str(e))
    sys.settrace(None)
    return r
for m in ({1:3},{2:4},{3:1}): print(m, rung(m))
fr = sys._getframe()
for v in (5, "x", None, 1.5, True, 2**70):
    try: fr.f_lineno = v; print("ok")
    except Exception as e: print(type(e).__name__, e)
try: del fr.f_lineno
except Exception as e: print(type(e).__name__, e)
def notrace(frame, event, arg):
    if frame.f_code.co_name == "callee" and event == "line":
        try: frame.f_back.f_lineno = 3
        except Exception as e: print(type(e).__name__, e)
    return notrace if frame.f_code.co_name == "callee" else None
def callee():
    pass
def caller():
    callee()
sys.settrace(notrace); caller(); sys.settrace(None)
