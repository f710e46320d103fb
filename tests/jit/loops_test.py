#!/usr/bin/python3
"""Loops that machine code is made of: they print what they print in CPython, and were compiled.

    tests/jit/loops_test.py KRAIT
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

# Name: (body of a function f(n), arguments, whether the loop is compiled).
LOOPS = {
    "sum": ("s = 0\nfor i in range(n): s += i\nreturn s, i", [10, 1000], True),
    "steps": ("s = 0\nfor i in range(n, -n, -3): s += i * i\nreturn s, i", [10, 500], True),
    "floats": ("x = 0.5\nfor i in range(n): x = x * 1.5 - 0.25\nreturn x", [10, 30, 3000], True),
    "mixed": ("x = 0.5\nfor i in range(n): x = x * i / 3 + i / 7\nreturn x", [10, 200], True),
    "while": ("k = n\nwhile k != 1: k = k - 1 if k > 5 else 1\nreturn k", [100, 5], True),
    "into big ints": ("s = 1\nfor i in range(n): s = s * 3\nreturn s", [5, 100], True),
    "out of ranges": ("s = 0\nfor i in range((1 << 60) - n, (1 << 60) - 1, 7): s ^= i\nreturn s, i",
                      [100], True),
    "branches": ("a = b = 0\nfor i in range(n):\n if i % 3 == 0: a += 1\n else: b += i\nreturn a, b",
                 [100], True),
    "leaves early": ("for i in range(n):\n if i * i > 200: break\nreturn i", [100], True),
    "continues": ("s = 0\nfor i in range(n):\n if i & 1: continue\n s += i\nreturn s", [100], True),
    "type changes": ("x = 0\nfor i in range(n): x = x + i if i < 50 else x + 0.5\nreturn x", [100], True),
    "exceptions": ("s = 0\ntry:\n for i in range(n, -1, -1): s += 100 // i\n"
                   "except ZeroDivisionError as e: return s, i, str(e)", [50], True),
    "unbound": ("try:\n for i in range(n):\n  if i == 40: del s\n  elif i < 40: s = i\n  t = s\n"
                "except NameError as e: return i, str(e)", [50], True),
    "swaps": ("a, b, c = 1, 2, 3\nfor i in range(n): a, b, c = b, c, a\nreturn a, b, c", [50, 100], True),
    "bools": ("s = 0\nfor i in range(n): s = i > 7\nreturn s", [50], True),
    "nothing": ("x = None\nfor i in range(n):\n if x is not None: return 1\nreturn x", [50], True),
    "inside": ("s = 0\nfor i in range(n):\n for j in range(i): s += j * i\nreturn s", [50], True),
    "a large frame": ("; ".join(f"v{k} = {k}" for k in range(7)) + "\nfor i in range(n): "
                      + "; ".join(f"v{k} += v{(k + 1) % 7}" for k in range(5))
                      + "\nreturn " + ", ".join(f"v{k}" for k in range(7)), [60], True),
    "calls": ("s = 0\nfor i in range(n): s += len(str(i))\nreturn s", [50], True),
    "shared iterators": ("it = iter(range(n))\ns = 0\nfor i in it: s += i\nreturn s, next(it, 'end')",
                         [50], True),
}


def source_of(body, arguments):
    lines = ["def f(n):"] + [" " + line for line in body.split("\n")]
    lines += [f"print(repr(f({argument}))[:500])" for argument in arguments]
    return "\n".join(lines) + "\n"


def count(name, stats):
    """A line of what -X jit-stats printed."""
    return int(re.search(rf"^  {name} +(\d+)", stats, re.M)[1])


class LoopsTest(unittest.TestCase):
    krait = None

    def run_loop(self, *flags, source):
        return subprocess.run([self.krait, "-X", "jit=1", "-X", "jit-stats", *flags, "-"],
                              input=source, capture_output=True, text=True, timeout=60)

    def test_loops(self):
        for name, (body, arguments, compiled) in LOOPS.items():
            source = source_of(body, arguments)
            expected = subprocess.run(["/usr/bin/python3", "-"], input=source, capture_output=True,
                                      text=True, timeout=60, check=True)
            for flags in ([], ["-X", "gil=0"], ["-X", "gc-every=1"]):
                with self.subTest(name, flags=flags):
                    found = self.run_loop("-X", "jit-hot=2", *flags, source=source)
                    self.assertEqual(found.stdout, expected.stdout, found.stderr)
                    self.assertEqual(count("compiled", found.stderr) > 0, compiled, found.stderr)

    def test_programs(self):
        """Each of them was once wrong, or is what could be."""
        for program in sorted((pathlib.Path(__file__).parent / "programs").iterdir()):
            expected = subprocess.run(["/usr/bin/python3", program], capture_output=True, text=True,
                                      timeout=60, check=True)
            for flags in (["jit-hot=1"], ["jit-hot=2"], ["jit-hot=2", "gil=0"],
                          ["jit-hot=2", "gc-every=50"], ["jit-hot=2", "jit-uncompiled"]):
                with self.subTest(program.name, flags=flags):
                    flags = [word for flag in flags for word in ("-X", flag)]
                    found = subprocess.run([self.krait, "-X", "jit=1", "-X", "jit-stats", *flags,
                                            program], capture_output=True, text=True, timeout=60)
                    self.assertEqual(found.stdout, expected.stdout, found.stderr)
                    self.assertGreater(count("compiled", found.stderr), 0)

    def test_native_functions_are_micro_ops(self):
        """And quiet calls make no frames real: none but those of micro-ops, which have names."""
        for call, operation in (("min(i, 7)", "SmallerInt"), ("max(i / 2, 7.5)", "LargerFloat"),
                                ("abs(i)", "AbsoluteInt"), ("ord(text[i % 3])", "CodeOfCharacter"),
                                ("text[i % 3].isalpha()", "IsInAsciiSet"), ("sqrt(i / 2)", "SquareRoot"),
                                ("grown.append(i & 7)", "AppendToByteArray"), ("text.upper()", "call"),
                                ("text[1:]", "call")):
            source = ("from math import sqrt\ndef g(i, text, grown): return %s\n"
                      "def f(n, text):\n grown = bytearray(9)\n grown.append(1)\n"
                      " for i in range(n): x = g(i, text, grown)\n return x\nprint(f(50, 'abc'))\n" % call)
            with self.subTest(call):
                found = self.run_loop("-X", "jit-hot=2", "-X", "jit-dump", source=source)
                self.assertRegex(found.stderr, rf"(?m)^%\d+ = {operation}\b")
                self.assertNotIn("store", found.stderr)  # nobody looks at the frame of g

    def test_cold_loops_are_left_alone(self):
        found = self.run_loop(source=source_of(*LOOPS["sum"][:1], [500]))
        self.assertEqual(count("loops recorded", found.stderr), 0)
        found = self.run_loop("-X", "jit-hot=100", source=source_of(*LOOPS["sum"][:1], [500]))
        self.assertGreater(count("compiled", found.stderr), 0)
        self.assertEqual(count("entered", found.stderr), 1)

    def test_loops_that_end_stay_compiled(self):
        source = ("def f(n):\n s = 0\n for i in range(n): s += i\n return s\n"
                  "print(sum(f(10) for _ in range(500)))\n")
        found = self.run_loop("-X", "jit-hot=2", source=source)
        self.assertEqual(found.stdout, "22500\n")
        self.assertGreater(count("entered", found.stderr), 400)

    def test_other_values_before_a_loop_keep_nobody_out(self):
        """What a local has when a round ends is asked for in the next one only if that looks at it."""
        source = ("def f(n):\n s = 0\n for i in range(n):\n  x = (i, 'text', [i], (i, i), {i: 1})[i % 5]\n"
                  "  s += len(x) if i % 5 else x\n return s\nprint(f(20000))\n")
        found = self.run_loop("-X", "jit-hot=2", source=source)
        self.assertEqual(found.stdout, "40022000\n")
        self.assertLess(count("entered", found.stderr), 1000)

    def test_functions_that_call_themselves(self):
        """Each call enters code, as long as less than half of the native stack is used."""
        for source, output, entered in (
            ("def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(20))\n", "6765", 4000),
            ("def f(n): return 0 if n == 0 else 1 + g(n - 1)\ndef g(n): return 0 if n == 0 else 1 + f(n - 1)\n"
             "for i in range(100): k = f(200)\nprint(k)\n", "200", 1000),
            ("class C:\n def f(self, n): return self if n == 0 else self.f(n - 1)\n"
             "c = C()\nfor i in range(100): k = c.f(200) is c\nprint(k)\n", "True", 4000),
            ("import sys\nsys.setrecursionlimit(200000)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\n"
             "for i in range(5): k = f(100000)\nprint(k)\n", "100000", 100),
        ):
            with self.subTest(source):
                found = self.run_loop("-X", "jit-hot=2", source=source)
                self.assertEqual(found.stdout, output + "\n", found.stderr)
                self.assertGreater(count("entered", found.stderr), entered)

    def test_generators_of_each_round(self):
        """Those that a round makes run in registers, whether they end or not, and nobody is left for them."""
        for body, operation in (
            ("if any(i % d == 0 for d in (11, 13, 17)): s += 1", "FinishGenerator"),
            ("s += sum(i + k for k in (1, 2, 3))", "FinishGenerator"),
            ("for x in g(i):\n   s += x\n   if x & 1: break", "StartGenerator"),
            ("for x in g(i):\n   for y in (x, 1): s += y", "FinishGenerator"),
        ):
            source = ("def g(n):\n yield n\n yield n + 1\n yield n + 2\n"
                      "def f(n):\n s = 0\n for i in range(n):\n  %s\n return s\nprint(f(20000))\n" % body)
            with self.subTest(body):
                expected = subprocess.run(["/usr/bin/python3", "-c", source], capture_output=True, text=True, check=True)
                found = self.run_loop("-X", "jit-hot=2", "-X", "jit-dump", source=source)
                self.assertEqual(found.stdout, expected.stdout, found.stderr[-300:])
                self.assertIn(operation, found.stderr)
                self.assertLess(count("entered", found.stderr), 600)

    def test_modes_for_testing(self):
        """What they do shows in the statistics; modes.py finds out whether it is right."""
        source = ("def f(n):\n s = 0\n for i in range(n):\n  if i % 3: s += i\n  s ^= len(str(i))\n"
                  " return s\nprint(f(3000))\n")
        plain = self.run_loop("-X", "jit-hot=2", source=source)
        for mode, name, more in (("jit-exit-at=3", "entered", 100), ("jit-exit-at=1000", "entered", 100),
                                 ("jit-invalidate=1", "loops recorded", 500),
                                 ("jit-invalidate=50", "loops recorded", 20),
                                 ("jit-registers=3", "code", 1)):
            with self.subTest(mode):
                found = self.run_loop("-X", "jit-hot=2", "-X", mode, source=source)
                self.assertEqual(found.stdout, plain.stdout, found.stderr)
                self.assertGreaterEqual(count(name, found.stderr), count(name, plain.stderr) + more,
                                        found.stderr)

    def test_comparison_with_micro_ops(self):
        source = ("import threading\ndef f(n):\n s = []\n"
                  " for i in range(n):\n  if i % 3: s.append(i)\n  else: s[-1:] = [str(i)]\n"
                  " return len(s), s[-1]\nprint(f(3000))\n"
                  "event = threading.Event()\nthread = threading.Thread(target=event.wait)\n"
                  "thread.start(); print(f(3000)); event.set(); thread.join()\n")
        expected = subprocess.run(["/usr/bin/python3", "-"], input=source, capture_output=True,
                                  text=True, timeout=60, check=True)
        for flags, among_threads in (([], False), (["-X", "gil=0"], True)):
            found = self.run_loop("-X", "jit-hot=2", "-X", "jit-verify", *flags, source=source)
            self.assertEqual(found.stdout, expected.stdout, found.stderr)
            self.assertGreater(count("compared", found.stderr), 20, found.stderr)
            self.assertEqual(count("entered", found.stderr), count("compared", found.stderr)
                             + count("not compared", found.stderr))
            self.assertEqual("other threads ran" in found.stderr, among_threads, found.stderr)

    def test_tracing_sees_every_line(self):
        source = ("import sys\ncount = 0\ndef trace(frame, event, arg):\n global count\n"
                  " count += event == 'line'\n return trace\n"
                  "def f(n):\n s = 0\n for i in range(n):\n  s += i\n return s\n"
                  "f(100); sys.settrace(trace); f(100); sys.settrace(None); print(count)\n")
        expected = subprocess.run(["/usr/bin/python3", "-"], input=source, capture_output=True,
                                  text=True, timeout=60, check=True)
        found = self.run_loop("-X", "jit-hot=2", source=source)
        self.assertEqual(found.stdout, expected.stdout)

    def test_forks_have_code_of_their_own(self):
        """Made while the other process makes some; what there was before runs in both."""
        source = ("import os, time\ndef f(n):\n s = 0\n for i in range(n): s += i\n return s\n"
                  "def g(n):\n s = 0\n for i in range(n): s ^= i\n return s\n"
                  "def h(n):\n s = 0\n for i in range(n): s -= i\n return s\n"
                  "h(3000)\nchild = os.fork()\n"
                  "for _ in range(5):\n"
                  " if child: assert f(3000) == 4498500\n"
                  " else: assert g(502) == 1\n"
                  " assert h(3000) == -4498500\n"
                  " time.sleep(0.05)\n"
                  "if child: print(os.waitpid(child, 0)[1])\n")
        found = self.run_loop("-X", "jit-hot=2", source=source)
        self.assertEqual(found.stdout, "0\n", found.stderr)
        of_both = re.findall(r"  compiled +(\d+)", found.stderr)
        self.assertEqual(len(of_both), 2)
        self.assertEqual(of_both[0], of_both[1])  # the same and one of its own, each

    def test_forks_in_a_loop(self):
        source = ("import os\ndef f(n):\n codes = []\n for i in range(n):\n"
                  "  child = os.fork()\n"
                  "  if child == 0: os._exit(i % 3)\n"
                  "  codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
                  " return codes\nprint(f(30) == [0, 1, 2] * 10)\n")
        found = self.run_loop("-X", "jit-hot=2", source=source)
        self.assertEqual(found.stdout, "True\n", found.stderr)
        self.assertGreater(count("entered", found.stderr), 0)

    def test_code_makes_room(self):
        """In memory for a few loops many find room, one after the other; no more is used."""
        source = ("import gc\ndef make(k):\n code = f'def f(n):\\n s = {k}\\n for i in range(n): s += i ^ s & {k}\\n return s'\n"
                  " names = {}\n exec(code, names)\n return names['f']\n"
                  "def expected(k, n):\n s = k\n for i in range(n): s += i ^ s & k\n return s\n"
                  "functions = [make(k) for k in range(40)]\n"
                  "for turn in range(2):\n for k, f in enumerate(functions):\n"
                  "  for _ in range(3): assert f(500) == expected(k, 500); gc.collect()\n"
                  "print('done')\n")
        found = self.run_loop("-X", "jit-hot=20", "-X", "jit-code=8000", source=source)
        self.assertEqual(found.stdout, "done\n", found.stderr)
        self.assertLessEqual(count("code", found.stderr), 8000)
        self.assertGreater(count("compiled", found.stderr), 60)
        entered = re.findall(r"(\d+)  f \(<string>:3\)", found.stderr)
        self.assertGreater(sum(map(int, entered)), 60)

    def test_old_code_is_dropped(self):
        source = ("import gc\ndef f(n):\n s = 0\n for i in range(n):\n"
                  "  if i % 3: s += 1\n  elif i % 5: s += 2\n  elif i % 7: s += 3\n  elif i % 11: s += 4\n"
                  " return s\nf(100000)\n")
        sizes = [count("code", self.run_loop("-X", "jit-hot=2", source=source + collect).stderr)
                 for collect in ("gc.collect()", "")]
        self.assertLess(sizes[0] * 2, sizes[1])

    def test_threads_share_code(self):
        source = ("import threading\ndef f(n):\n s = 0\n for i in range(n): s += i\n return s\n"
                  "results = []\n"
                  "def run():\n for _ in range(50): results.append(f(2000))\n"
                  "threads = [threading.Thread(target=run) for _ in range(8)]\n"
                  "for t in threads: t.start()\nfor t in threads: t.join()\n"
                  "print(set(results), len(results))\n")
        for flags in ([], ["-X", "gil=0"]):
            found = self.run_loop("-X", "jit-hot=2", *flags, source=source)
            self.assertEqual(found.stdout, "{1999000} 400\n", found.stderr)

    def test_signals_end_loops(self):
        source = ("import signal\ndef stop(*_): raise KeyError('stop')\n"
                  "signal.signal(signal.SIGALRM, stop)\nsignal.setitimer(signal.ITIMER_REAL, 0.2)\n"
                  "def f():\n s = 0\n while s < 10 ** 15: s += 1\n"
                  "try: f()\nexcept KeyError as e: print(e)\n")
        found = self.run_loop(source=source)
        self.assertEqual(found.stdout, "'stop'\n", found.stderr)
        self.assertGreater(count("compiled", found.stderr), 0)

    def test_loops_that_are_one(self):
        """What is part of the loop around it is there as micro-ops, and not entered for itself."""
        for loop, found, body in (
            ("generator", "LoadFrameWord", "for x in (k * k for k in range(n)): s += x"),
            ("pipeline", "LoadFrameWord", "for x in (k + 1 for k in (j ^ 1 for j in range(n))): s += x"),
            ("consumer", "of sum \\(<consumer>", "s = sum(k * k for k in range(n))"),
            ("of a type", "of list \\(<consumer>", "s = len(list(k for k in range(n)))"),
            ("of a method", "of collect_method \\(<consumer>", "s = len(''.join('a' for k in range(n)))"),
            ("zip", "ZippedIterator", "v = list(range(n))\n for a, b in zip(v, v): s += a * b"),
            ("bytes", "(?s)NextByte.*GetBytesItem", "v = b'ab' * n\n for x in v: s += x + v[s % 9]"),
            ("fresh function", "SetClosure new", "for i in range(n): s += (lambda k: k + i)(1)"),
            ("function of many", "RequireCode",
             "for g in [(lambda k, i=i: k + i) for i in range(n)]: s += g(1, 2)"),
            ("fresh object", "new 0: made by", "for i in range(n): s += C(C(i).m(1)).m(i)"),
            ("object of each round", "or made by", "p = None\n for i in range(n): p = C(i); s += p.m(1)"),
            ("default", "(?s)\\A(?!.*= call)", "for i in range(n): s += g(i) + g(b=i, a=1)"),
            ("short inner loop", "loop", "for i in range(n):\n  for j in (1, 2, 3): s += i ^ j"),
            ("super()", "LoadCell", "o = B()\n for i in range(n): s += o.m(i)"),
            ("operator", "RequireTypeVersion", "o = A()\n for i in range(n): s += o * i"),
            ("exception", "call %\\d+ %\\d+ branch 1", "d = []\n for i in range(n):\n  try: s += d[i]\n  except IndexError: s += 1"),
            ("missing key", "(?s)IsItem %\\d+ is false branch.*call %\\d+ %\\d+ exit \\d+\\n%\\d+ = RequireBound",
             "d = {1: 2}\n for i in range(n):\n  try: s += d[i % 3 - 1]\n  except KeyError: s += 1"),
            ("present key", "(?s)RequireBound %\\d+ branch 1\\n.*call %\\d+ %\\d+ exit \\d+\\n%\\d+ = RequireBound",
             "d = dict.fromkeys(range(n // 2))\n for i in range(n):\n  try: d[i]\n  except KeyError: s += 1"),
            ("exception class", "(?s)SwapHandled.*LoadOverflow",
             "for i in range(n):\n  try: raise E(i)\n  except (KeyError, E) as e: s += e.i"),
            ("exit", "BoundSelf", "o = E(1)\n for i in range(n):\n  with o: s += i"),
            ("exit of an exception", "TracebackOf", "o = E(1)\n for i in range(n):\n  with o: raise o"),
            ("comparison", "(?s)RequireTypeVersion.*TruthOfBool",
             "o = A()\n for i in range(n):\n  if o > i: s += i"),
        ):
            source = ("class A:\n def m(self, i): return i + 1\n"
                      " def __mul__(self, i): return i * 3\n"
                      " def __gt__(self, i): return i % 5 == 2\n"
                      "class E(Exception):\n"
                      " def __init__(self, i):\n  super().__init__(i)\n  self.i = i\n"
                      " def __enter__(self): return self\n"
                      " def __exit__(self, kind, value, trace): return kind is E\n"
                      "class B(A):\n def m(self, i): return super().m(i) * 2\n"
                      "class C:\n def __init__(self, i): self.i = i\n"
                      " def m(self, i): return self.i + i\n"
                      "def g(a, b=3): return a - b\n"
                      f"def f(n):\n s = 0\n {body}\n return s\nprint(f(20000))\n")
            with self.subTest(loop):
                stats = self.run_loop("-X", "jit-dump", source=source).stderr
                self.assertRegex(stats, found)
                self.assertLess(count("entered", stats), 300)

    EVENS = ("def evens(limit):\n"
             "    total = 0\n"
             "    for number in range(limit):\n"
             "        if number % 2 == 0:\n"
             "            total += number\n"
             "    return total\n"
             "print(evens(100_000))\n")

    def test_dump_shows_machine_code(self):
        found = self.run_loop("-X", "jit-dump", source=self.EVENS)
        self.assertEqual(found.stdout, "2499950000\n")
        if "no disassembler" in found.stderr:
            self.skipTest("no disassembler")
        trace, code = found.stderr.split("\n\n")[-2].split("machine code, ")
        size = int(code.split()[0])
        # A step below the line it comes from, and its instructions.
        self.assertRegex(code, r"(?m)^evens \(<stdin>:4\)\n(%.*\n(  .*\n)+)*%\d+ = AndInt .*\n(  .*\n)*"
                               r" +[0-9a-f]+  and ")
        self.assertRegex(code, r"(?m)^evens \(<stdin>:5\)\n(%.*\n(  .*\n)+)*%\d+ = AddInt .*\n(  .*\n)*"
                               r" +[0-9a-f]+  add ")
        for line in re.findall("(?m)^%.*", code):
            self.assertIn(line + "\n", trace)
        for kind in (r"back", r"exit \d+ of %\d+", "leave"):
            self.assertRegex(code, rf"(?m)^{kind}\n +[0-9a-f]+  ")
        addresses = [int(word, 16) for word in re.findall("(?m)^  +([0-9a-f]+)  ", code)]
        self.assertEqual(addresses, sorted(addresses))
        self.assertEqual(addresses[0], 0)
        self.assertLess(size - addresses[-1], 16 + 15)  # what alignment adds, and the last instruction
        self.assertNotIn(".byte", code)

    def test_dump_names_functions_in_the_loop(self):
        source = ("def twice(k):\n return k * 2\n"
                  "def f(n):\n s = 0\n for i in range(n):\n  s += twice(i)\n return s\n"
                  "print(f(5000))\n")
        found = self.run_loop("-X", "jit-dump", source=source)
        if "no disassembler" in found.stderr:
            self.skipTest("no disassembler")
        self.assertRegex(found.stderr, r"(?m)^twice \(<stdin>:2\)\n(%.*\n(  .*\n)+)*%\d+ = MultiplyInt")
        self.assertRegex(found.stderr, r"(?m)^f \(<stdin>:6\)\n")

    def test_dump_without_a_disassembler(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("libcapstone.so.4", "libcapstone.so.5"):
                pathlib.Path(folder, name).touch()
            found = subprocess.run([self.krait, "-X", "jit=1", "-X", "jit-dump", "-"],
                                   input=self.EVENS, capture_output=True, text=True, timeout=60,
                                   env={**os.environ, "LD_LIBRARY_PATH": folder})
        self.assertEqual(found.stdout, "2499950000\n")
        for dump in found.stderr.split("\n\n")[:-1]:
            self.assertRegex(dump, r"\nmachine code, \d+ bytes: (this build has no disassembler|"
                                   r"no disassembler: cannot load libcapstone.so.\d+)$")

    def test_dump_of_what_is_run_uncompiled(self):
        found = self.run_loop("-X", "jit-dump", "-X", "jit-uncompiled", source=self.EVENS)
        self.assertIn("AndInt", found.stderr)
        self.assertNotIn("machine code,", found.stderr)

    def run_with_map(self, source, prepare=""):
        """What is printed, and the file for perf, whose name has the process's number."""
        found = subprocess.run(["sh", "-c", prepare + 'echo $$; exec "$@"', "sh", self.krait, "-X", "jit=1",
                                "-X", "jit-hot=2", "-X", "jit-perf-map", "-"],
                               input=source, capture_output=True, text=True, timeout=60)
        process, found.stdout = found.stdout.split("\n", 1)
        path = pathlib.Path(f"/tmp/perf-{process}.map")
        if path.is_dir():
            path.rmdir()
            return found, None
        text = path.read_text()
        path.unlink()
        return found, text

    def test_nobody_sees_what_is_made_in_vain(self):
        """Finalizers run on objects that have their fields, even where code is left all the time."""
        classes = "\n".join(f"class {name}({base}):\n def __init__(self, n): self.name = n\n"
                            " def __del__(self): seen.add(self.name)\n"
                            for name, base in (("F", "object"), ("E", "Exception"), ("L", "list")))
        source = (classes + "import gc\ndef f(n):\n for i in range(n): F(i % 3), E(i % 3), L(i % 3)\n"
                  "seen = set()\nf(3000)\ngc.collect()\nprint(len(seen))\n")
        for flags in ([], ["-X", "jit-invalidate=1"], ["-X", "jit-invalidate=3"], ["-X", "gc-every=7"]):
            with self.subTest(flags):
                found = self.run_loop("-X", "jit-hot=2", *flags, source=source)
                self.assertEqual(found.stdout, "3\n")
                self.assertNotIn("ignored", found.stderr)

    def test_memory_ends_where_objects_are_made(self):
        """A frame in which an exit could not make them has None there, never what was there before."""
        source = ("found = []\n"
                  "def inner(i):\n a = (i, -i)\n b = (a, i)\n c = (b, a)\n"
                  " try: return 1 // (i % 20) + b[1]\n"
                  " except (ZeroDivisionError, MemoryError):\n  found.append((a, b, c))\n  return 0\n"
                  "def f(n):\n s = 0\n for i in range(n): s += inner(i)\n return s\n"
                  "def g():\n for k in range(5): f(20)\n"
                  "g()\nprint(found)\n")

        def run(number):
            found = self.run_loop("-X", "jit-hot=2", "-X", "jit-exit-at=8", "-X", f"fail-at={number}",
                                  source=source)
            self.assertIn(found.returncode, (0, 1), found.stderr)
            return found

        starts = 1 << 16
        for bit in range(15, -1, -1):
            if "to start" not in run(starts - (1 << bit)).stderr:
                starts -= 1 << bit
        outputs = [run(starts + k).stdout for k in range(0, 200, 2)]
        made = [eval(output) for output in outputs if output]
        self.assertTrue(any(None in objects for found in made for objects in found), outputs)
        for found in made:
            for a, b, c in found:
                i = next((i for i in range(20) if a == (i, -i)), None)
                self.assertIn(a, (None, (i, -i)))
                self.assertIn(b, (None, (a, i)))
                self.assertIn(c, (None, (b, a)))

    def test_perf_map(self):
        found, text = self.run_with_map(self.EVENS)
        self.assertEqual((found.stdout, found.stderr), ("2499950000\n", ""))
        pieces = []
        for line in text.splitlines():
            start, size = re.fullmatch(r"([0-9a-f]+) ([0-9a-f]+) krait:evens \(<stdin>:3\)", line).groups()
            pieces.append((int(start, 16), int(size, 16)))
        self.assertEqual(len(pieces), 2)  # the loop, and it with a branch
        self.assertGreater(pieces[0][1], 0)
        self.assertLessEqual(sum(pieces[0]), pieces[1][0])

    def test_perf_names_loops(self):
        if shutil.which("perf") is None:
            self.skipTest("no perf")
        source = "def spin(n):\n s = 0\n for i in range(n): s ^= i\n return s\nspin(200_000_000)\n"
        with tempfile.TemporaryDirectory() as folder:
            data = str(pathlib.Path(folder, "data"))
            record = ["perf", "record", "-q", "-e", "cpu-clock", "-o", data, "sh", "-c", 'echo $$; exec "$@"', "sh",
                      self.krait, "-X", "jit=1", "-X", "jit-perf-map", "-c", source]
            recorded = subprocess.run(record, capture_output=True, text=True, timeout=60)
            if recorded.returncode != 0:
                self.skipTest("perf cannot record here")
            report = subprocess.run(["perf", "report", "-i", data, "--stdio"], capture_output=True, text=True,
                                    timeout=60)
        pathlib.Path(f"/tmp/perf-{recorded.stdout.strip()}.map").unlink()
        share = re.search(r"([\d.]+)% .* krait:spin \(<string>:3\)", report.stdout)
        self.assertGreater(float(share[1]), 50)

    def test_perf_map_that_cannot_be_written(self):
        found, text = self.run_with_map(self.EVENS, prepare="mkdir /tmp/perf-$$.map; ")
        self.assertEqual(found.stdout, "2499950000\n")
        self.assertRegex(found.stderr, r"^krait: no names for perf: cannot write /tmp/perf-\d+.map: .*\n$")
        self.assertIsNone(text)

    def test_forks_have_perf_maps_of_their_own(self):
        source = ("import os\ndef of_parent(n):\n s = 0\n for i in range(n): s += i\n return s\n"
                  "def of_child(n):\n s = 0\n for i in range(n): s ^= i\n return s\n"
                  "of_parent(100)\nchild = os.fork()\n"
                  "if child: os.waitpid(child, 0)\n"
                  "else:\n of_child(100)\n path = f'/tmp/perf-{os.getpid()}.map'\n"
                  " names = {line.split()[2] for line in open(path)}\n os.unlink(path)\n"
                  " print(names >= {'krait:of_parent', 'krait:of_child'})\n")
        found, text = self.run_with_map(source)
        self.assertEqual(found.stdout, "True\n", found.stderr)
        self.assertIn("krait:of_parent (<stdin>:4)\n", text)
        self.assertNotIn("of_child", text)

    def test_gdb_names_loops(self):
        if shutil.which("gdb") is None:
            self.skipTest("no gdb")
        source = ("import signal\ndef spin(signals):\n raise_signal = signal.raise_signal\n"
                  " for number in signals: raise_signal(number)\n"
                  "spin([0] * 5000 + [signal.SIGTRAP])\n")
        gdb = ["gdb", "-nx", "-batch", "-ex", "set debuginfod enabled off", "-ex", "run", "-ex", "backtrace",
               "--args", self.krait, "-X", "jit=1"]
        outputs = [subprocess.run([*gdb, *flags, "-c", source], capture_output=True, text=True, timeout=120).stdout
                   for flags in (["-X", "jit-gdb"], [])]
        if "SIGTRAP" not in outputs[0]:
            self.skipTest("gdb cannot run programs here")
        # All the way from who was called to main.
        self.assertRegex(outputs[0], r"(?s)RunOutside.*#\d+ +0x\w+ in krait:spin \(<string>:4\) \(\)\n"
                                     r"#\d+ .*\bmain\b")
        self.assertNotIn("krait:spin", outputs[1])

    def test_is_active(self):
        """What `ask` says at first, while the loop is interpreted, and in its last rounds."""
        for where, program, active in (
            ("loop", "for i in range(N): seen.append(ask())", True),
            ("by name", "for i in range(N): seen.append(sys._jit.is_active())", True),
            ("function in the loop", "def f(): return ask()\nfor i in range(N): seen.append(f())", True),
            ("generator in the loop", "def g():\n for i in range(N): yield ask()\nfor a in g(): seen.append(a)",
             True),
            ("function that calls itself",
             "def f(n): return ask() if n == 0 else f(n - 1)\nfor i in range(N): seen.append(f(9))", True),
            ("interpreted function", "for i in range(N): seen.extend(map(lambda _: ask(), 'a'))", False),
            ("after an interpreted function",
             "for i in range(N):\n sorted('ab', key=lambda k: k)\n seen.append(ask())", True),
            ("interpreted generator",
             "from itertools import islice\ndef g(): yield ask()\n"
             "for i in range(N): seen.extend(islice(g(), 1))", False),
            ("loop in an interpreted function",
             "def f(_):\n for i in range(2): a = ask()\n return a\n"
             "for i in range(N): seen.extend(map(f, 'a'))", True),
            ("after a loop in an interpreted function",
             "def f(_):\n for i in range(9): a = i\n return a\n"
             "for i in range(N):\n set(map(f, 'a'))\n seen.append(ask())", True),
            ("before an exception", "for i in range(N):\n seen.append(ask())\n"
                                    " try: int('1' if i < N - 50 else 'a')\n except ValueError: pass", True),
            ("after an exception", "for i in range(N):\n ask()\n"
                                   " try: int('1' if i < N - 20 else 'a')\n except ValueError: seen.append(ask())", False),
            ("after many exceptions", "for i in range(N):\n ask()\n"
                                      " try: int('1' if i < N - 200 else 'a')\n"
                                      " except ValueError: seen.append(ask())", True),
            ("outside", "for i in range(N): ask()\n[seen.append(ask()) for i in (0, 1)]", False),
            ("another thread",
             "import threading\ngo, went = threading.Semaphore(0), threading.Semaphore(0)\n"
             "def f(_): go.acquire(); seen.append(ask()); went.release()\n"
             "thread = threading.Thread(target=lambda: list(map(f, range(N))))\nthread.start()\n"
             "for i in range(N): go.release(); went.acquire()\nthread.join()", False),
        ):
            body = "import sys\nN, seen, ask = 500, [], sys._jit.is_active\n" + program
            source = ("def program():\n " + body.replace("\n", "\n ") + "\n return seen\n"
                      "seen = program()\nprint(seen[0], set(seen[-50:]))\n")
            more = [(["-X", "gil=0"], active)] if "thread" in where else []
            for flags, expected in (([], active), (["-X", "jit-uncompiled"], False), *more):
                with self.subTest(where, flags=flags):
                    found = self.run_loop("-X", "jit-hot=3", *flags, source=source)
                    self.assertEqual(found.stdout, f"False {{{expected}}}\n", found.stderr)
                    self.assertGreater(count("entered", found.stderr), 0)

    def test_statistics(self):
        source = ("def sum_to(n):\n s = 0\n for i in range(n): s += i\n return s\n"
                  "def delegating(n):\n for k in range(n): yield from (k,)\n"
                  "def unsure(n):\n s = 0\n for i in delegating(n): s += i\n return s\n"
                  "def stepped(n):\n g = (k for k in range(n))\n while next(g, None) is not None: pass\n"
                  "print(sum_to(100), unsure(40), stepped(40))\n")
        stats = self.run_loop("-X", "jit-hot=2", source=source).stderr
        def ranking(text):
            return [(int(times), name) for times, name in re.findall(r"^ {10,}(\d+)  (.+)", text, re.M)]

        before, after = stats.split("  entered ")
        given_up, entered = ranking(before), ranking(after)
        self.assertEqual(count("entered", stats), sum(times for times, _ in entered))
        self.assertTrue(any(re.fullmatch(r"sum_to \(.+:3\)", name) for _, name in entered), entered)
        self.assertGreater(count("compiled", stats), 0)
        self.assertEqual(count("given up", stats), sum(times for times, _ in given_up))
        self.assertGreater(len(given_up), 1)
        self.assertEqual(given_up, sorted(given_up, key=lambda line: -line[0]))
        self.assertGreater(given_up[0][0], True)
        for line in ("code", "micro-ops"):
            self.assertGreater(count(line, stats), 0)
        times = dict(re.findall(r"^  (recording|compiling) +([\d.]+) ms", stats, re.M))
        self.assertGreater(float(times["recording"]), 0)
        self.assertGreater(float(times["compiling"]), 0)
        self.assertRegex(stats, r"compiling .* ms, \d+ ns a micro-op\n")
        off = subprocess.run([self.krait, "-X", "jit-stats", "-c", "1"], capture_output=True,
                             text=True, timeout=60)
        self.assertEqual(off.stderr, "krait: no machine code: the JIT was off\n")


if __name__ == "__main__":
    LoopsTest.krait = sys.argv.pop(1)
    unittest.main()
