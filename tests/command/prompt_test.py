#!/usr/bin/python3
"""Types at the command's prompt through a pseudo-terminal.

    tests/command/prompt_test.py KRAIT [-k SUBSTRING]

Each wait has a deadline, so nothing hangs. What is compared with CPython stands in command_test.py:
line editors differ in what they write to a terminal."""

import os
import pathlib
import pty
import re
import select
import signal
import sys
import tempfile
import time
import unittest

KRAIT = ""
DEADLINE = 30  # seconds, for anything that is waited for


class Terminal:
    """A command that believes it is typed at."""

    def __init__(self, *args, home, env=None):
        self.text = ""
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.execve(KRAIT, [KRAIT, *args],
                      {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm", **(env or {})})

    def type(self, text):
        os.write(self.fd, text.encode())

    def _read(self, end):
        """More of what it writes; False when there is no more."""
        ready, _, _ = select.select([self.fd], [], [], max(0, end - time.monotonic()))
        if not ready:
            raise AssertionError(f"nothing more came behind {self.text!r}")
        try:
            data = os.read(self.fd, 4096)
        except OSError:  # how Linux tells that nobody writes any more
            return False
        self.text += data.decode("utf-8", "replace")
        return bool(data)

    def expect(self, pattern):
        """Waits for it; returns the match, and forgets what was written up to its end."""
        end = time.monotonic() + DEADLINE
        while True:
            match = re.search(pattern, self.text)
            if match:
                self.text = self.text[match.end():]
                return match
            if not self._read(end):
                raise AssertionError(f"{pattern!r} never came: {self.text!r}")

    def finish(self):
        """Waits until it ends; returns what else it wrote, and its exit code."""
        end = time.monotonic() + DEADLINE
        while self._read(end):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = None
        return self.text, os.waitstatus_to_exitcode(status)

    def close(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


class PromptTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.home = pathlib.Path(holder.name).resolve()

    def start(self, *args, env=None, **files):
        for name, text in files.items():
            (self.home / f"{name}.py").write_text(text)
        terminal = Terminal(*args, home=self.home, env=env)
        self.addCleanup(terminal.close)
        return terminal

    def test_banner(self):
        terminal = self.start()
        terminal.expect(r"^Krait \d+\.\d+ \(.*\).* on linux\r\n"
                        r'Type "help", "copyright", "credits" or "license" for more information\.\r\n'
                        r">>> ")
        terminal.type("6 * 7\n")
        terminal.expect(r"\r\n42\r\n>>> ")

    def test_leaving(self):
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("\x04")
        self.assertEqual(terminal.finish()[1], 0)
        for statement, code in (("import sys; sys.exit(3)", 3), ("exit()", 0), ("quit(4)", 4),
                                ("raise SystemExit('bye')", 1)):
            with self.subTest(statement):
                terminal = self.start("-q")
                terminal.expect(">>> ")
                terminal.type(statement + "\n")
                self.assertEqual(terminal.finish()[1], code)

    def test_statements_of_several_lines(self):
        terminal = self.start("-q")
        for prompt, line in ((">>> ", "def f(x):"), (r"\.\.\. ", "    return x + 1"), (r"\.\.\. ", ""),
                             (">>> ", "f("), (r"\.\.\. ", "41)")):
            terminal.expect(prompt)
            terminal.type(line + "\n")
        terminal.expect(r"\r\n42\r\n>>> ")

    def test_interrupts(self):
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("no_such_name")
        terminal.expect("no_such_name")
        terminal.type("\x03")
        terminal.expect(r"\r\nKeyboardInterrupt\r\n>>> ")
        terminal.type("if 1:\n")
        terminal.expect(r"\.\.\. ")
        terminal.type("\x03")
        terminal.expect(r"\r\nKeyboardInterrupt\r\n>>> ")
        terminal.type("import time; print('sleeping'); time.sleep(1000)\n")
        terminal.expect(r"\r\nsleeping\r\n")
        terminal.type("\x03")
        terminal.expect(r"line 1, in <module>\r\nKeyboardInterrupt\r\n>>> ")

    def test_other_threads_run_meanwhile(self):
        for gil in "1", "0":
            terminal = self.start("-q", "-X", f"gil={gil}")
            terminal.expect(">>> ")
            terminal.type("import threading, time, gc\n")
            terminal.expect(">>> ")
            terminal.type("threading.Timer(0.3, lambda: (gc.collect(), print('tick'))).start()\n")
            terminal.expect(r"\r\n>>> tick\r\n")

    def test_completion(self):
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("unmistakable = 'found it'\n")
        terminal.expect(">>> ")
        terminal.type("unmist\t.upp\t\n")
        terminal.expect("\r\n'FOUND IT'\r\n>>> ")

    def test_a_program_that_completes(self):
        text = ("import readline\n"
                "def complete(text, state):\n"
                "    if state == 0:\n"
                "        seen.append((readline.get_line_buffer(), readline.get_begidx(), readline.get_endidx()))\n"
                "        return text + 'ä!'\n"
                "seen = []\n"
                "readline.set_completer(complete)\n"
                "readline.set_completer_delims(' ')\n"
                "readline.parse_and_bind('bind ^I rl_complete')\n"
                "print(repr(input('> ')), seen)\n")
        terminal = self.start("p.py", p=text)
        terminal.expect("> ")
        terminal.type("é ab\t\n")
        terminal.expect(r"'é abä!' \[\('é ab', 2, 4\)\]\r\n")

    def test_history(self):
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("print('a b', 'ö\\\\')\n")
        terminal.expect(r"\r\na b ö\\\r\n>>> ")
        terminal.type("\x1b[A\n")  # up
        terminal.expect(r"\r\na b ö\\\r\n>>> ")
        terminal.type("\x04")
        terminal.finish()
        file = self.home / ".python_history"
        self.assertEqual(file.read_text(), "print('a b', 'ö\\\\')\n")
        # The format that libedit has of its own, which other Pythons may have written.
        file.write_text("_HiStOrY_V2_\nprint('c\\040d\\\\\\\\')\n")
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("\x1b[A\n")
        terminal.expect(r"\r\nc d\\\r\n>>> ")

    def test_editing(self):
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("bc'\x01'a\x05 + 'd'\n")  # to the begin, to the end
        terminal.expect(r"\r\n'abcd'\r\n>>> ")
        terminal.type("input('name: ')\n")
        terminal.expect("name: ")
        terminal.type("yx\x7fz\n")
        terminal.expect(r"\r\n'yz'\r\n>>> ")
        terminal.type("input('end? ')\n")
        terminal.expect(r"\r\nend\? ")  # from here on libedit has the terminal
        terminal.type("\x04")
        terminal.expect(r"EOFError")

    def test_hooks(self):
        terminal = self.start("-q")
        terminal.expect(">>> ")
        terminal.type("import readline; readline.set_startup_hook(lambda: readline.insert_text('4'))\n")
        terminal.expect(">>> 4")
        terminal.type("2\n")
        terminal.expect(r"\r\n42\r\n")

    def test_input_without_editing(self):
        terminal = self.start("p.py", p="print(repr(input('> ')))\n")
        terminal.expect("^> ")
        terminal.type("abc\n")
        terminal.expect(r"'abc'\r\n")
        self.assertEqual(terminal.finish()[1], 0)

    def test_prompts_are_objects(self):
        terminal = self.start("-q", "-i", "p.py", p="import sys, itertools\nclass P:\n"
                              "    count = itertools.count()\n"
                              "    def __str__(self): return f'[{next(self.count)}] '\n"
                              "sys.ps1 = P()\n")
        terminal.expect(r"\[0\] ")
        terminal.type("'x'\n")
        terminal.expect(r"'x'\r\n\[1\] ")

    def test_startup_file(self):
        terminal = self.start("-q", env={"PYTHONSTARTUP": "p.py"}, p="print('begun'); started = 5\n")
        terminal.expect(r"begun\r\n>>> ")
        terminal.type("started\n")
        terminal.expect(r"\r\n5\r\n>>> ")

    def test_inspection(self):
        terminal = self.start("p.py", env={"PYTHONINSPECT": "1"}, p="x = 3\n1 / 0\n")
        terminal.expect(r"ZeroDivisionError: division by zero\r\n>>> ")
        terminal.type("x, __name__\n")
        terminal.expect(r"\(3, '__main__'\)\r\n>>> ")
        terminal.type("import sys, pdb; sys.last_type\n")
        terminal.expect(r"<class 'ZeroDivisionError'>\r\n>>> ")
        terminal.type("pdb.pm()\n")
        terminal.expect(r"\(Pdb\) ")
        terminal.type("p x\n")
        terminal.expect(r"\r\n3\r\n\(Pdb\) ")
        terminal.type("q\n")
        terminal.expect(">>> ")
        terminal.type("\x04")
        self.assertEqual(terminal.finish()[1], 0)

    def test_a_program_asks_to_be_inspected(self):
        terminal = self.start("-c", "import os; os.environ['PYTHONINSPECT'] = '1'; y = 7")
        terminal.expect(">>> ")
        terminal.type("y\n")
        terminal.expect(r"\r\n7\r\n")


if __name__ == "__main__":
    KRAIT = os.path.abspath(sys.argv.pop(1))
    unittest.main()
