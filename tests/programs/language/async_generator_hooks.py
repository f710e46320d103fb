# krait: short
# sys.set_asyncgen_hooks and sys.set_coroutine_origin_tracking_depth.
import sys, gc
async def ag():
    try:
        yield 1
        yield 2
    finally:
        print("fin")
def first(g): print("first", g.__name__)
def final(g): print("finalizer", g.__name__, g.ag_running)
print(sys.set_asyncgen_hooks(first, finalizer=final), sys.get_asyncgen_hooks().firstiter is first)
def abandon():
    g = ag()
    a = g.__anext__()
    print("made")
    try:
        a.send(None)
    except StopIteration as e:
        print(e.value)
    b = g.asend(None)


def collect():
    for _ in range(3):
        next(iter([len(str(max(1, 2)))]))
        gc.collect()


abandon()
collect()
def bad(g): raise KeyError("bad")
sys.set_asyncgen_hooks(firstiter=bad, finalizer=None)
g = ag()
for f in (lambda: g.__anext__(), lambda: g.aclose(), lambda: g.athrow(ValueError)):
    try: print(type(f()).__name__)
    except KeyError as e: print("E", e)
for args, kw in (((5,), {}), ((None, 5), {}), ((1,2,3), {}), ((), {"x": 1})):
    try: print(sys.set_asyncgen_hooks(*args, **kw))
    except TypeError as e: print(e)
print(sys.get_asyncgen_hooks().firstiter is bad, sys.get_asyncgen_hooks().finalizer)
sys.set_asyncgen_hooks(None, None)
sys.set_coroutine_origin_tracking_depth(2)
async def co(): pass
def mk(): return co()
c = mk()
print([(f.split("/")[-1], l, n) for f,l,n in c.cr_origin], sys.get_coroutine_origin_tracking_depth())
c.close()
try: sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as e: print(e)
sys.set_coroutine_origin_tracking_depth(0)
c = mk(); print(c.cr_origin); c.close()
