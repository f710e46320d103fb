#!/usr/bin/python3
"""Loops that machine code is made of: they print what they print in CPython, and were compiled.

    tests/jit/loops_test.py KRAIT
"""

import pathlib
import re
import subprocess
import sys
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

    def test_forks_do_not_share_new_code(self):
        source = ("import os, time\ndef f(n):\n s = 0\n for i in range(n): s += i\n return s\n"
                  "def g(n):\n s = 0\n for i in range(n): s ^= i\n return s\n"
                  "child = os.fork()\n"
                  "for _ in range(5):\n"
                  " if child: assert f(3000) == 4498500\n"
                  " else: assert g(502) == 1\n"
                  " time.sleep(0.05)\n"
                  "if child: print(os.waitpid(child, 0)[1])\n")
        found = self.run_loop("-X", "jit-hot=2", source=source)
        self.assertEqual(found.stdout, "0\n", found.stderr)

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
            ("fresh function", "RequireCode", "for i in range(n): s += (lambda k: k + i)(1)"),
            ("short inner loop", "loop", "for i in range(n):\n  for j in (1, 2, 3): s += i ^ j"),
            ("super()", "LoadCell", "o = B()\n for i in range(n): s += o.m(i)"),
        ):
            source = ("class A:\n def m(self, i): return i + 1\n"
                      "class B(A):\n def m(self, i): return super().m(i) * 2\n"
                      f"def f(n):\n s = 0\n {body}\n return s\nprint(f(20000))\n")
            with self.subTest(loop):
                stats = self.run_loop("-X", "jit-dump", source=source).stderr
                self.assertRegex(stats, found)
                self.assertLess(count("entered", stats), 300)

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
