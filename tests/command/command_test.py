#!/usr/bin/python3
"""Runs the command and CPython 3.11 with the same arguments and compares output and exit codes.

    tests/command/command_test.py KRAIT [-k SUBSTRING]

Each test has a folder of its own, made twice: for either interpreter one, so that nobody finds what
the other one wrote. In what they print, the folder's name and the interpreter's own become "HERE"
and "PYTHON"."""

import importlib.util
import marshal
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile

ORACLE = "/usr/bin/python3"
KRAIT = ORACLE
TIMEOUT = 60


class Run:
    """What a command did."""

    def __init__(self, interpreter, folder, args, stdin, env):
        self.folder = folder
        full_env = {"PATH": os.environ["PATH"], "HOME": str(folder), **(env or {})}
        done = subprocess.run([interpreter, *args], cwd=folder, input=stdin, env=full_env,
                              capture_output=True, timeout=TIMEOUT)
        self.code = done.returncode
        self.out = self.plain(done.stdout, interpreter)
        self.err = self.plain(done.stderr, interpreter)

    def plain(self, text, interpreter):
        text = text.decode("utf-8", "backslashreplace").replace(str(self.folder), "HERE")
        text = re.sub(r"at 0x[0-9a-f]+", "at 0x...", text)
        text = text.replace(interpreter, "PYTHON")
        text = re.sub(r"^(Krait|Python) .* on linux$", "BANNER", text, flags=re.M)
        text = text.replace("`krait -h'", "`python -h'")
        return re.sub(r"^krait: ", "PYTHON: ", text, flags=re.M)


class CommandTest(unittest.TestCase):
    maxDiff = None

    def both(self, *args, files=None, stdin=b"", env=None, compare_errors=True):
        """Runs both; returns Krait's run once they agree."""
        runs = []
        for interpreter in (ORACLE, KRAIT):
            holder = tempfile.TemporaryDirectory()
            self.addCleanup(holder.cleanup)
            folder = pathlib.Path(holder.name).resolve()
            for name, content in (files or {}).items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
            runs.append(Run(interpreter, folder, args, stdin, env))
        wanted, got = runs
        self.assertEqual((got.out, got.code), (wanted.out, wanted.code), (got.err, wanted.err))
        if compare_errors:
            self.assertEqual(got.err, wanted.err)
        return got

    def alone(self, *args, files=None, env=None, command=()):
        """Krait's run, where there is nothing to compare; `command` runs it."""
        command = [*command, KRAIT, *args]
        with tempfile.TemporaryDirectory() as holder:
            folder = pathlib.Path(holder).resolve()
            for name, content in (files or {}).items():
                (folder / name).write_bytes(content)
            return Run(command[0], folder, command[1:], b"", env)

    # --- What is run

    def test_text(self):
        run = self.both("-I", "-c", "import sys; print(sys.argv, __name__, sys.path[:0])", "a", "-b")
        self.assertEqual(run.out, "['-c', 'a', '-b'] __main__ []\n")

    def test_names_of_a_text(self):
        self.both("-I", "-c", "print(sorted(globals()), __spec__, __loader__, __package__)")

    def test_file(self):
        files = {"p.py": "import sys\nprint(__file__, __cached__, sys.argv, __loader__.path)\n"}
        self.both("p.py", "x", files=files)
        self.both("./p.py", files=files)

    def test_file_without_a_suffix(self):
        self.both("tool", files={"tool": "#!/usr/bin/env python3\nprint(1)\n"})

    def test_standard_input(self):
        self.both("-", "a", stdin=b"import sys\nprint(sys.argv, __name__)\n1/0\n")
        self.both(stdin=b"print('no arguments')\n")

    def test_missing_file(self):
        self.both("no_such_file.py")

    def test_folder_and_zip(self):
        main = "import sys, helper\nprint(helper.x, __name__, sys.argv)\n"
        files = {"app/__main__.py": main, "app/helper.py": "x = 3\n"}
        self.both("-B", "app", files=files)
        with tempfile.TemporaryFile() as file:
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("__main__.py", main)
                archive.writestr("helper.py", "x = 4\n")
            file.seek(0)
            self.both("app.zip", files={"app.zip": file.read()})

    def test_modules(self):
        files = {"pack/__init__.py": "print('init')\n", "pack/__main__.py": "print(__package__)\n",
                 "pack/part.py": "from . import other\nprint(__name__, other.y)\n",
                 "pack/other.py": "y = 5\n"}
        self.both("-B", "-m", "pack", files=files)
        self.both("-B", "-m", "pack.part", files=files)

    # --- Wrong programs

    def test_syntax_errors(self):
        for text in ("a = = 1", "if x:\npass", "def f(:\n  pass", "print 'x'", "(1, 2", "'abc",
                     "  x = 1\n y = 2\n", "return 1", "x = 5 +", "break",
                     "with a:\n  break", "try: x\nfinally:\n  y\n  continue", "nonlocal x",
                     "def f():\n  x = 1\n  global x\n", "def f(a, a): pass", "f(a=1, a=2)",
                     "from __future__ import braces", "x\nfrom __future__ import division",
                     "class C:\n  yield 1", "async def f(): yield from x", "*a = 1",
                     "[x for x in (yield)]", "def f():\n\tif 1:\n        pass\n", "x = \xe4 \xa7",
                     "match 1:\n  case a: pass\n  case b: pass\n", "a, *b, *c = d",
                     "__debug__ = 1", "try: pass\nexcept: pass\nexcept E: pass\n",
                     "def f():\n    import *\n", "def f():\n    from a import *\n"):
            with self.subTest(text):
                self.both("p.py", files={"p.py": text})
                self.both("-c", text)

    def test_warnings(self):
        for text in ("x = 1\nprint(x is 1)", "print('\\d')", "assert (1, 'x')", "print(1if 1else 0)",
                     "try: (1)(2)\nexcept TypeError: pass"):
            with self.subTest(text):
                self.both("-W", "always", "p.py", files={"p.py": text})
                self.both("-W", "error", "p.py", files={"p.py": text})

    def test_encodings(self):
        text = "# -*- coding: latin-1 -*-\nprint(ascii('\xe4\xf6'))\n".encode("latin-1")
        self.both("p.py", files={"p.py": text})
        self.both("p.py", files={"p.py": b"\xef\xbb\xbfprint(ascii('\xc3\xa4'))\r\nprint(2)\r\n"})
        self.both("p.py", files={"p.py": "\n# coding=utf-8\nprint(ascii('\xe4'))\n"})
        self.both("p.py", files={"p.py": "# coding: cp1252\nprint(ascii('\x80'))\n".encode("latin-1")})

    def test_wrong_encodings(self):
        self.both("-c", "exec(b'# coding: no-such\\nprint(1)')")
        self.both("-c", "exec(b'\\xef\\xbb\\xbf# coding: latin-1\\nprint(1)')")
        self.both("-c", "exec('a\\0b')")
        self.both("-c", "exec('\\ud800')")
        self.both("-c", "exec(b'#coding:utf-16\\n\\n')")

    def test_wrong_encodings_of_files(self):
        for data in (b"a = 1\nb='\x89'\n", b"#\n#\n\n#\x89\n", b"# coding: ascii\nb='\xff'\n",
                     b"x = \\\n '\xe4\xb8'\n", b"# coding: no-such\n", b"# coding: utf-8\nb='\x89'\n",
                     b"\xef\xbb\xbf# coding: latin-1\n"):
            with self.subTest(data):
                self.both("p.py", files={"p.py": data})

    def test_traceback(self):
        self.both("p.py", files={"p.py": "def f(x):\n    return 1 / x\n\nprint(2)\nf(0)\n"})
        self.both("-c", "def f(x):\n    return 1 / x\nf(0)\n")

    # --- compile, eval, exec

    def test_modes(self):
        for text in ("print(eval(' 1 + 1'))", "exec(compile('1 + 1', 'f', 'single'))",
                     "compile('1; 2\\n3', 'f', 'single')", "compile('x = 1', 'f', 'eval')",
                     "compile('x', 'f', 'wrong')", "compile(1, 'f', 'exec')", "eval(1)",
                     "compile('x', 'f', 'exec', flags=1)", "compile('x', 'f', 'exec', optimize=3)",
                     "print(eval(b'\"\\xc3\\xa4\"') == chr(228))", "print(eval(bytearray(b'7')))",
                     "print(compile('x', b'bytes.py', 'eval').co_filename)",
                     "print(compile('\"\"\"d\"\"\"\\nassert 0', 'f', 'exec', optimize=2).co_consts)",
                     "eval('')", "exec('')", "exec('x = 1', {}, 3)"):
            with self.subTest(text):
                self.both("-c", text)

    def test_features_are_inherited(self):
        self.both("-c", "from __future__ import annotations\n"
                        "exec('def f(x: a + b): pass\\nprint(f.__annotations__)')\n"
                        "exec(compile('def f(x: 1): pass\\nprint(f.__annotations__)', '', 'exec',\n"
                        "             dont_inherit=True))\n")

    def test_trees(self):
        for text in ("ast.parse('x = [1, *y]')", "ast.parse('1', mode='eval')", "ast.Module([], [])",
                     "ast.parse('# type: ignore', type_comments=True)", "ast.Expression(ast.Load())",
                     "ast.Module([ast.AnnAssign(ast.Name('y', ast.Store()), ast.JoinedStr(["
                     "ast.Constant(3)]), None, 1)], [])"):
            with self.subTest(text):
                self.both("-c", f"import ast\nt = ast.fix_missing_locations({text})\n"
                                "print(ast.dump(t, include_attributes=True))\n"
                                "mode = 'eval' if isinstance(t, ast.Expression) else 'exec'\n"
                                "print(compile(t, 'f', mode, flags=0x1000000).co_consts)\n")

    def test_optimization(self):
        text = "'doc'\nprint(__debug__, __doc__)\nassert 0, 'no'\nprint('on')\n"
        for option in ("-I", "-O", "-OO"):
            self.both(option, "p.py", files={"p.py": text})

    # --- Caches

    def cache_of(self, run, name):
        return sorted((run.folder / "__pycache__").glob(name + ".*"))

    def test_imports_write_their_cache(self):
        files = {"p.py": "import m\nprint(m.f())\n", "m.py": "def f():\n    return [1, 'x', 2.5]\n"}
        run = self.both("p.py", files=files)
        self.assertEqual([path.name for path in self.cache_of(run, "m")], ["m.cpython-311.pyc"])
        cache = self.cache_of(run, "m")[0]
        theirs = compile(files["m.py"], str(run.folder / "m.py"), "exec", dont_inherit=True)
        self.assertEqual(marshal.loads(cache.read_bytes()[16:]), theirs)
        # CPython takes it as it is, and so does Krait.
        before = cache.stat().st_mtime_ns
        for interpreter in (ORACLE, KRAIT):
            self.assertEqual(Run(interpreter, run.folder, ["p.py"], b"", None).out, "[1, 'x', 2.5]\n")
        self.assertEqual(cache.stat().st_mtime_ns, before)

    def test_a_changed_source_is_compiled_again(self):
        files = {"p.py": "import m\nprint(m.x)\n", "m.py": "x = 1\n"}
        run = self.both("p.py", files=files)
        (run.folder / "m.py").write_text("x = 1234\n")
        self.assertEqual(Run(KRAIT, run.folder, ["p.py"], b"", None).out, "1234\n")

    def test_no_cache_is_written(self):
        files = {"p.py": "import m\nprint(m.x)\n", "m.py": "x = 1\n"}
        self.assertEqual(self.cache_of(self.both("-B", "p.py", files=files), "m"), [])
        files["p.py"] = "import sys; sys.dont_write_bytecode = True\n" + files["p.py"]
        self.assertEqual(self.cache_of(self.both("p.py", files=files), "m"), [])

    def test_caches_of_another_folder(self):
        files = {"p.py": "import m\nprint(m.__cached__)\n", "m.py": "x = 1\n"}
        run = self.both("-X", "pycache_prefix=caches", "p.py", files=files)
        self.assertEqual(len(list((run.folder / "caches").rglob("m.cpython-311.pyc"))), 1)

    def test_bad_code_in_a_cache(self):
        """A function of an imported module is verified when it is called first."""
        code = compile("def good(): return 1\ndef bad(): return 2\nx = 3\n", "m.py", "exec")
        bad = code.co_consts[1]
        wrong = bad.replace(co_code=bytes([255]) + bad.co_code[1:])
        consts = tuple(wrong if const is bad else const for const in code.co_consts)
        pyc = (importlib.util.MAGIC_NUMBER + bytes(12)
               + marshal.dumps(code.replace(co_consts=consts)))
        program = b"import m\nprint(m.good(), m.x)\nfor _ in range(2):\n" \
                  b"    try: m.bad()\n    except ValueError as error: print(error)\n"
        run = self.alone("p.py", files={"m.pyc": pyc, "p.py": program})
        said = [line.split(":")[0] for line in run.out.splitlines()]
        self.assertEqual((said, run.code), (["1 3"] + ["bad code object bad in m.py"] * 2, 0),
                         run.err)
        self.assertEqual(self.alone("m.pyc", files={"m.pyc": pyc}).code, 1)

    def test_a_wrong_module(self):
        files = {"p.py": "import m\n", "m.py": "def f(:\n"}
        self.assertEqual(self.cache_of(self.both("p.py", files=files), "m"), [])

    # --- The prompt, where no terminal is

    def typed(self, *args, text, **more):
        return self.both("-q", "-i", *args, stdin=text.encode(), **more)

    def test_typed_statements(self):
        for text in ("1 + 1\n'a'\nNone\nx = 3; x\n", "if 1:\n  2\n\n3\n", "if 1:\n  2\n  \n  3\n\n",
                     "\n   # nothing\n\n4", "def f(a,\n\n      b):\n  '''x\n\ny'''\n  return a, b\n\nf(1,\n2)\n",
                     "try:\n  1/0\nexcept ZeroDivisionError:\n  5\nfinally:\n  6\n\n7", "x = \\\n  6\nx\n",
                     "class A:\n  def f(self): pass\n\n  def g(self): pass\n", "@f\n\n", "'\r\n\r\n1\r\n",
                     "if 1: 2\n\nelse: 3\n", "for i in 1, 2: i\n\ni\n", "match 5:\n  case 5: 6\n\n",
                     "lambda: (1,\n2)\n", "_\n5\n_\n", "print('no line end', end='')\n1", "x = y = '''a\n"):
            with self.subTest(text):
                self.typed(text=text)

    def test_wrong_typed_statements(self):
        for text in ("a b\n1\n", "f(a b\n2)\n", "1 +\n2\n", "'abc\n2\n", "if 1:\n2\n3\n", "  1\n2\n",
                     "if 1:\n    2\n  3\n4\n", "(1,\n", "if 1:\n", "'''a\n", "1; (\n2 3\n)\n", "x\\ \n",
                     "return\n", "1/0\n2\n", "def f():\n  1/0\n\nf()\n", "$\n", "0x\n", "f'{a b}'\n",
                     "raise KeyboardInterrupt\n1\n", "import no_such_module\n", "def f(a, a): pass\n\n2\n",
                     "from __future__ import braces\n", "\udcff\n1\n"):
            with self.subTest(text):
                self.both("-q", "-i", stdin=text.encode("utf-8", "surrogateescape"))

    def test_leaving_the_prompt(self):
        for text in ("raise SystemExit\n1\n", "raise SystemExit(3)\n", "import sys; sys.exit('bye')\n",
                     "exit()\n", "quit(5)\n", "import atexit; _ = atexit.register(print, 'end')\n"):
            with self.subTest(text):
                self.typed(text=text)

    def test_prompts(self):
        self.typed(text="import sys\nsys.ps1, sys.ps2\nsys.ps1 = 5\n1\nsys.ps2 = type('P', (), "
                        "{'__str__': lambda s: 'more'})()\nif 1:\n  2\n\ndel sys.ps1\n3\ndel sys.ps2\n(\n4)\n"
                        "sys.ps1 = type('P', (), {'__str__': lambda s: 1/0})()\n5\n")

    def test_hooks_of_the_prompt(self):
        self.typed(text="import sys\nsys.displayhook = lambda v: print('shown', v)\n1\nNone\n"
                        "del sys.displayhook\n2\nsys.displayhook = sys.__displayhook__\n3\n"
                        "sys.excepthook = lambda *a: print('hook', a[0])\n1/0\n"
                        "sys.last_type, sys.last_value\nraise SystemExit(7)\n")

    def test_features_at_the_prompt(self):
        self.typed(text="from __future__ import annotations\ndef f(a: b): pass\n\nf.__annotations__\n"
                        "from __future__ import barry_as_FLUFL\n1 <> 2\n1 != 2\n")
        self.typed("-c", "from __future__ import annotations", text="def f(a: b): pass\n\nf.__annotations__\n")

    def test_a_prompt_after_the_program(self):
        files = {"p.py": "x = 5\n", "q.py": "x = 5\n1/0\n", "r.py": "import sys\nsys.exit(3)\n"}
        for args in (["-c", "x = 5"], ["p.py"], ["q.py"], ["r.py"], ["-m", "p"], ["-c", "syntax error"],
                     ["-c", "raise SystemExit('bye')"]):
            with self.subTest(args):
                self.both("-i", *args, files=files, stdin=b"x\n__name__, __package__\n")
        flags = "import sys; print(sys.flags.inspect, sys.flags.interactive, sys.flags.quiet)"
        self.both("-iiq", "-c", flags)
        self.both("-c", flags, env={"PYTHONINSPECT": "1"})

    def test_what_runs_before_the_prompt(self):
        files = {"s.py": "print(__file__, __name__); y = 6\n", "t.py": "1/0\n", "u.py": "raise SystemExit(4)"}
        for name in ("s.py", "t.py", "u.py", "no.py"):
            with self.subTest(name):
                self.both("-q", "-i", files=files, env={"PYTHONSTARTUP": name}, stdin=b"y\n__file__\n")
        self.both("-q", "-i", "-E", files=files, env={"PYTHONSTARTUP": "s.py"})
        self.both("-q", "-i", "-c", "1", files=files, env={"PYTHONSTARTUP": "s.py"})
        hook = "import sys\nsys.__interactivehook__ = lambda: 1/0\n"
        self.both("-q", "-i", files={"sitecustomize.py": hook}, env={"PYTHONPATH": "."}, stdin=b"1\n")

    # --- Packages: what python3's site module does

    def test_site_paths(self):
        pth = "# comment\n\nlibrary\nno_such_folder\n../../../..\nlibrary\n"
        user = "base/lib/python3.11/site-packages"
        files = {f"{user}/a.pth": pth, f"{user}/library/m.py": "", f"{user}/b.pth": "/\r\n", "c.pth": "x\n"}
        show = "import sys; print(sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix)"
        for options in [], ["-s"], ["-S"], ["-I"], ["-E"]:
            with self.subTest(options):
                self.both(*options, "-c", show, files=files, env={"PYTHONUSERBASE": "base"})
                self.both(*options, "-m", "site", files=files, env={"PYTHONUSERBASE": "base"})
        self.both("-c", show, env={"PYTHONNOUSERSITE": "1", "PYTHONPATH": "a/../b:/tmp/.:b::/"})

    def test_site_code(self):
        user = ".local/lib/python3.11/site-packages"
        files = {f"{user}/a.pth": "import sys; sys.marks = [sys._getframe(1).f_locals['sitedir']]\n"
                                  "import sys; sys.marks.append('second')\n",
                 f"{user}/b.pth": "import no_such\nimport sys; sys.marks.append('never')\n",
                 f"{user}/sitecustomize.py": "import sys; sys.marks.append('site')\n",
                 f"{user}/usercustomize.py": "import sys; sys.marks.append('user')\n1/0\n"}
        show = "import sys, json; print(getattr(sys, 'marks', None))"
        for options in [], ["-s"], ["-S"], ["-I"]:
            with self.subTest(options):
                run = self.both(*options, "-c", show, files=files, compare_errors=False)
        run = self.both("-c", show, files=files, compare_errors=False)
        self.assertRegex(run.err, r"^Error processing line 1 of HERE/.*/b\.pth:\n\n  Traceback")
        self.assertIn("ModuleNotFoundError: No module named 'no_such'\n\nRemainder of file ignored\n", run.err)
        self.assertIn("Error in usercustomize; set PYTHONVERBOSE for traceback:\n"
                      "ZeroDivisionError: division by zero\n", run.err)

    def test_site_names(self):
        self.both("-c", "print(repr(exit), repr(quit), repr(help))")
        self.both("-c", "exit(3)")
        self.both("-S", "-c", "exit(3)")
        self.both("-c", "def f(): quit()\nf()")
        self.both("-c", "exot")

    def test_environments(self):
        show = ("import sys; print(sys.path, sys.prefix, sys.exec_prefix, sys.base_prefix,"
                " sys.base_exec_prefix, getattr(sys, '_home', 0), sys.executable)")
        for options in [], ["--system-site-packages"]:
            for arguments in ["-c", show], ["-S", "-c", show], ["-I", "-c", show], ["-m", "site"]:
                with self.subTest(options + arguments):
                    runs = []
                    for interpreter in ORACLE, KRAIT:
                        holder = tempfile.TemporaryDirectory()
                        self.addCleanup(holder.cleanup)
                        folder = pathlib.Path(holder.name).resolve()
                        subprocess.run([ORACLE, "-m", "venv", "--without-pip", *options, folder / "env"],
                                       check=True, timeout=TIMEOUT)
                        python = folder / "env/bin/python"
                        python.unlink()
                        python.symlink_to(interpreter)
                        (folder / "env/lib/python3.11/site-packages/a.pth").write_text("..\n")
                        runs.append(Run(str(python), folder, arguments, b"", None))
                    wanted, got = runs
                    self.assertEqual((got.out, got.err, got.code), (wanted.out, wanted.err, wanted.code))

    def test_making_an_environment(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        folder = pathlib.Path(holder.name).resolve()
        run = Run(KRAIT, folder, ["-m", "venv", "--without-pip", "env"], b"", None)
        self.assertEqual((run.out, run.err, run.code), ("", "", 0))
        run = Run(str(folder / "env/bin/python"), folder,
                  ["-c", "import sys; print(sys.prefix, sys.base_prefix, sys._base_executable)"], b"", None)
        self.assertEqual((run.out, run.err), (f"HERE/env /usr {KRAIT}\n", ""))

    # --- Wrong options

    def test_wrong_options(self):
        for args in (["-z"], ["--no-such"], ["-c"], ["-W"], ["-m"], ["--check-hash-based-pycs", "x"]):
            with self.subTest(args):
                self.both(*args)

    # --- Machine code

    SHOW_JIT = ("-c", "import sys; jit = sys._jit; "
                      "print(jit.is_available(), jit.is_enabled(), jit.is_active())")
    NO_FILES = ("/bin/sh", "-c", 'ulimit -f 0; exec "$0" "$@"')  # so no executable memory

    def test_switches_of_machine_code(self):
        for options, variable, expected in (
                ([], None, False), (["-X", "jit=1"], None, True), (["-X", "jit=0"], None, False),
                ([], "1", True), ([], "0", False), ([], "", False),
                (["-X", "jit=0"], "1", False), (["-X", "jit=1"], "0", True),
                (["-X", "jit=0", "-X", "jit=1"], None, True), (["-X", "jit-hot=5"], "1", True),
                (["-E"], "1", False), (["-I"], "1", False), (["-I", "-X", "jit=1"], "0", True)):
            with self.subTest(options=options, variable=variable):
                env = {} if variable is None else {"PYTHON_JIT": variable}
                run = self.alone(*options, *self.SHOW_JIT, env=env)
                self.assertEqual((run.out, run.err, run.code), (f"True {expected} False\n", "", 0))

    def test_wrong_switches_of_machine_code(self):
        for options, env, name in (([], {"PYTHON_JIT": "on"}, "PYTHON_JIT"),
                                   (["-X", "jit=2"], {}, "-X jit"), (["-X", "jit"], {}, "-X jit")):
            with self.subTest(name):
                run = self.alone(*options, *self.SHOW_JIT, env=env)
                self.assertEqual((run.out, run.code), ("", 2))
                self.assertTrue(run.err.startswith(f"{name} is 0 or 1, not "), run.err)
        run = self.alone("-E", *self.SHOW_JIT, env={"PYTHON_JIT": "on"})
        self.assertEqual((run.out, run.code), ("True False False\n", 0))

    def test_registers_of_machine_code(self):
        for number in ("2", "9", "-1", "", "all"):
            run = self.alone("-X", f"jit-registers={number}", "-c", "1")
            self.assertEqual((run.out, run.code), ("", 2))
            self.assertTrue(run.err.startswith(f"-X jit-registers is 3 to 8, not '{number}'\n"), run.err)

    def test_machine_code_without_executable_memory(self):
        warning = "PYTHON: no executable memory: running without machine code\n"
        for options, env in ((["-X", "jit=1"], {}), ([], {"PYTHON_JIT": "1"})):
            run = self.alone(*options, *self.SHOW_JIT, env=env, command=self.NO_FILES)
            self.assertEqual((run.out, run.err, run.code), ("False False False\n", warning, 0))
        run = self.alone(*self.SHOW_JIT, command=self.NO_FILES)
        self.assertEqual((run.out, run.err, run.code), ("False False False\n", "", 0))
        run = self.alone("-X", "jit=1", "-X", "jit-stats", "-c", "print(sum(range(9)))",
                         command=self.NO_FILES)
        self.assertEqual((run.out, run.code), ("36\n", 0))
        self.assertEqual(run.err, warning + "PYTHON: no machine code: the JIT was off\n")

    # --- Limits

    def test_little_memory(self):
        run = self.alone("-X", "heap-limit=65536", "-c", "1")
        self.assertEqual((run.out, run.code), ("", 1))
        self.assertIn("not enough memory to start", run.err)


if __name__ == "__main__":
    KRAIT = os.path.abspath(sys.argv.pop(1))
    unittest.main()
