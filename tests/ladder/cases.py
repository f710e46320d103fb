"""Runs the cases of one of CPython's test modules and reports each; run by ladder.py.

    PYTHON cases.py MODULE RESULTS_FD [SKIP_FILE]

Lines of JSON go to the descriptor: ["start", case] before a case, ["end", case, outcome, detail]
after it, ["done"] at the end. The outcome is pass, fail, error or skip; the detail is a skip's
reason or a failure's last line. Cases that the file names, one a line, are left out.
"""

import importlib.util
import json
import os
import sys
import types
import unittest

# Modules that import no further without _testcapi.
NEED_C_API = frozenset(["test_call"])


class Reporter(unittest.TextTestResult):
    """Tells the outcome of each case: the worst of its own and its subtests'."""

    def __init__(self, stream, descriptor):
        super().__init__(stream, descriptions=False, verbosity=0)
        self.descriptor = descriptor
        self.outcomes = {}  # of cases under way and of failed fixtures: (outcome, detail)

    def tell(self, *event):
        os.write(self.descriptor, json.dumps(event).encode() + b"\n")

    def note(self, test, outcome, detail=""):
        held = self.outcomes.get(test.id())
        if held is None or held[0] in ("pass", "skip"):
            self.outcomes[test.id()] = (outcome, detail)

    def startTest(self, test):
        super().startTest(test)
        self.outcomes.pop(test.id(), None)
        self.tell("start", test.id())

    def stopTest(self, test):
        super().stopTest(test)
        # A case without a word of its own has passed: unittest says nothing when only subtests were
        # skipped.
        outcome, detail = self.outcomes.pop(test.id(), ("pass", ""))
        self.tell("end", test.id(), outcome, detail[:300])

    def addSuccess(self, test):
        super().addSuccess(test)
        self.note(test, "pass")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.note(test, "pass")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.note(test, "pass")  # CPython is known to do it wrong

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if self.is_fixture(test):
            self.tell("end", test.id(), "skip", reason)
        elif not hasattr(test, "test_case"):  # a skipped subtest leaves the case as it is
            self.note(test, "skip", reason)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, "fail", last_line(err))

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, "error", last_line(err))
        if self.is_fixture(test):
            self.tell("end", test.id(), *self.outcomes.pop(test.id()))

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            wrong = issubclass(err[0], test.failureException)
            self.note(test, "fail" if wrong else "error", last_line(err))

    @staticmethod
    def is_fixture(test):
        """setUpModule, setUpClass and the like, which no startTest precedes."""
        return isinstance(test, unittest.suite._ErrorHolder)


def last_line(err):
    text = f"{err[0].__name__}: {err[1]}"
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 else f"{lines[0]} ... {lines[-1]}"


def each_case(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from each_case(test)
        else:
            yield test


def without(suite, left_out):
    """The suite less some cases; suites stay, as they carry the fixtures of classes and modules."""
    kept = []
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            kept.append(without(test, left_out))
        elif test.id() not in left_out:
            kept.append(test)
    return type(suite)(kept)


def need_c_api(*args, **kwargs):
    raise unittest.SkipTest("C API")


class AbsentApi(types.ModuleType):
    """Stands in for _testcapi, the tests of CPython's C API, where a module wants it to be imported:
    what it calls functions skips the case that calls it, and so does what its classes have."""

    class Meta(type):
        def __getattr__(cls, name):
            return need_c_api

    def __getattr__(self, name):
        if name[0].islower():
            return need_c_api
        members = {"__getattr__": lambda self, name: need_c_api}
        return self.Meta(name, (), members)


def main(module, descriptor, skip_file=None):
    descriptor = int(descriptor)
    os.set_inheritable(descriptor, False)
    sys.argv[1:] = []  # some modules read it
    if module in NEED_C_API and importlib.util.find_spec("_testcapi") is None:
        sys.modules["_testcapi"] = AbsentApi("_testcapi")
    suite = unittest.defaultTestLoader.loadTestsFromName("test." + module)
    if skip_file:
        with open(skip_file, encoding="utf-8") as file:
            suite = without(suite, set(file.read().splitlines()))
    reporter = Reporter(unittest.runner._WritelnDecorator(sys.stderr), descriptor)
    for case in each_case(suite):
        reporter.tell("case", case.id())
    suite.run(reporter)
    reporter.printErrors()
    reporter.tell("done")


main(*sys.argv[1:])
