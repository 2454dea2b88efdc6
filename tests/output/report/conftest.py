"""A published release of two elections, and its report."""

from __future__ import annotations

import pytest

from output.report import write_report
from tests.output.report.delaware import election
from tests.output.small import put, tables_of


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    """Two elections of one state, published without a report."""
    return put(tmp_path_factory.mktemp("dataset"), tables_of(election(2000, 7), election(2004, 8))).release


@pytest.fixture(scope="session")
def report(release, tmp_path_factory):
    """The folder that holds its report."""
    return write_report(release, tmp_path_factory.mktemp("report")).parent
