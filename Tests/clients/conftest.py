"""Fixtures and rules for the tests from outside; what they are made of is in `harness`."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import pytest

pytest.register_assert_rewrite("harness.kernel", "harness.notebooks", "harness.raw", "harness.run")

from harness.plugin import *  # noqa: E402,F403 fixtures and hooks
