"""A wiki's address stands in the dataset and in every log: one that holds a secret is refused, and never shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.sources.api.address import public_address, without_secrets

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("url", "commands"),
    [
        (f"http://bob:{SECRET}@127.0.0.1:9/w/api.php", [["refresh"], ["doctor"], ["serve", "--cron", "0 6 * * *"]]),
        (f"https://{SECRET}@127.0.0.1/w/api.php", [["--debug", "refresh"]]),
        (f"http://127.0.0.1:9/w/api.php?token={SECRET}", [["--debug", "refresh"]]),
        (f"http://127.0.0.1:9/w/api.php#{SECRET}", [["refresh"]]),
    ],
)
def test_a_secret_in_an_address_is_refused_and_written_nowhere(url, commands, tmp_path):
    with pytest.raises(UsageError) as refused:
        public_address(url)
    assert SECRET not in str(refused.value) + without_secrets(url)
    for command in commands:
        line = [sys.executable, "-c", "from cli.main import main; main()", *command, "--source", url]
        line += ["--dataset", str(tmp_path / "dataset")]
        done = subprocess.run(line, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
        told = done.stdout + done.stderr
        assert done.returncode and SECRET not in told, (command, told)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert written == []


def test_an_address_without_one_stays_as_it_is():
    url = "http://[::1]:8080/w/api.php"
    assert public_address(url) == without_secrets(url) == url
    assert without_secrets("pages/2004?x") == "pages/2004?x"
