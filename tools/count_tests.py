#!/usr/bin/env python3
"""Sums up a ctest run: prints 'N passed, N failed'.

    tools/count_tests.py RESULTS    a folder with ctest.xml and a GoogleTest JSON file for each program

A test program counts as many as it has tests. One that failed without saying which of them did (it
crashed, or a sanitizer stopped it) counts one failure more.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree


def program_counts(results, name):
    """(passed, failed) that a test program reported itself; (0, 0) if it did not come so far."""
    file = results / (name.removeprefix("unit/").replace("/", "_") + ".json")
    try:
        report = json.loads(file.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return 0, 0
    cases = [case for suite in report["testsuites"] for case in suite["testsuite"]]
    ran = [case for case in cases if case["result"] == "COMPLETED"]
    failed = sum("failures" in case for case in ran)
    return len(ran) - failed, failed


def main():
    results = pathlib.Path(sys.argv[1])
    passed = failed = 0
    for case in xml.etree.ElementTree.parse(results / "ctest.xml").iter("testcase"):
        succeeded = case.get("status") == "run"
        its_passed, its_failed = program_counts(results, case.get("name"))
        if its_failed == 0 and not succeeded:
            its_failed = 1
        if its_passed + its_failed == 0:  # not a GoogleTest program
            its_passed = 1
        passed += its_passed
        failed += its_failed
    print(f"{passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
