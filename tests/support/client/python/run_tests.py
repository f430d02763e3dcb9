"""Runs the tests of a class and prints what has happened as JSON: `run_tests.py CLASS [METHOD]`."""

import json
import sys
import unittest

import test_client


class Outcomes(unittest.TestResult):
    """Collects "ok" or the traceback of each test by its name."""

    def __init__(self):
        super().__init__()
        self.outcomes = {}

    def addSuccess(self, test):
        self.outcomes[test.id().split(".")[-1]] = "ok"

    def addError(self, test, err):
        self.outcomes[test.id().split(".")[-1]] = self._exc_info_to_string(err, test)

    addFailure = addError


result = Outcomes()
names = [".".join(sys.argv[1:])]
unittest.defaultTestLoader.loadTestsFromNames(names, test_client).run(result)
print(json.dumps(result.outcomes))
