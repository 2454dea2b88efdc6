"""The files of deploy/: no container engine and no systemd are needed to see what they say."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SECRETS = ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "CANVASS_ALERTS__URLS", "GH_TOKEN", "PREFECT_API_KEY")


def commands_in(text):
    """(command, its options) of every `canvass …` that a file runs."""
    for line in re.findall(r"(?:ExecStart=\S*|\b(?<![/-]))canvass ((?:[a-z]+)(?: [^|>\n\\]*)?)", text):
        yield line.split()[0], re.findall(r"--[a-z-]+", line)


@pytest.mark.parametrize("path", [*UNITS, ROOT / ".github" / "workflows" / "refresh.yml"], ids=lambda path: path.name)
def test_the_commands_exist(path):
    ran = "\n".join(line for line in path.read_text().splitlines() if not line.lstrip().startswith("#"))
    found = [(name, options) for name, options in commands_in(ran) if name in cli.commands]
    assert found or path.suffix == ".timer"
    for name, options in found:
        known = {option for param in cli.commands[name].params for option in param.opts}
        assert set(options) <= known, (name, options)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units(path):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string(path.read_text())
    if path.suffix == ".service":
        service = unit["Service"]
        assert service["User"] == "canvass"
        assert service["NoNewPrivileges"] == "yes"
        assert service["ProtectSystem"] == "strict"
        assert not any(secret in path.read_text().replace("# ", "") for secret in ("AWS_SECRET", "password"))
    if shutil.which("systemd-analyze"):
        done = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)
        complaints = [line for line in done.stderr.splitlines() if path.name in line and "not executable" not in line]
        assert complaints == []


def test_the_workflow():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "refresh.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"] == {"group": "refresh", "cancel-in-progress": False}
    (job,) = workflow["jobs"].values()
    for step in job["steps"]:
        # Nothing that others can write goes into a shell's text; secrets only into a step's environment.
        assert "${{" not in step.get("run", "")
    values = [value for step in job["steps"] for value in step.get("env", {}).items() if "secrets." in value[1]]
    assert {name for name, _ in values} <= set(SECRETS)


def test_the_image_holds_no_secret_and_runs_as_nobody_special():
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    steps = [line for line in text.splitlines() if line and not line.startswith("#")]
    last_user = [line.split()[1] for line in steps if line.startswith("USER ")][-1]
    assert last_user.isdigit() and int(last_user) > 0
    assert not [line for line in steps if line.startswith(("ARG", "ENV")) and any(secret in line for secret in SECRETS)]
    copied = {
        part for line in steps if line.startswith("COPY ") and "--from" not in line for part in line.split()[1:-1]
    }
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == allowed
    assert all((ROOT / name).exists() for name in allowed)
