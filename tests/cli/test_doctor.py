"""`canvass doctor`: each thing that can be wrong is told with what to do, and nothing is touched."""

from __future__ import annotations

import json
import os
import shutil
import socket
from types import SimpleNamespace

import pytest
from filelock import FileLock

from cli.main import main
from output.folder import latest
from output.staging import SERVING
from pipeline.archive import Archive
from pipeline.steps.doctor import machine
from pipeline.steps.run_log import RunRecord, append
from pipeline.syncing import STAGING
from tests.sources.fake_wiki import Fault, fake_wiki
from tests.steps.folder import page, run, write


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A dataset of one version."""
    folder = tmp_path_factory.mktemp("published")
    write(folder / "source", Massachusetts=page())
    run(folder / "source", folder / "dataset")
    return folder / "dataset"


@pytest.fixture
def dataset(published, tmp_path):
    """A copy of it, to be harmed."""
    shutil.copytree(published, tmp_path / "dataset", symlinks=True)
    return tmp_path / "dataset"


@pytest.fixture
def doctor(monkeypatch, capsys, dataset):
    """(exit code, {name: status}, what was told) of `canvass doctor`."""
    for name in ("CANVASS_CONFIG", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(dataset.parent)

    def examine(*options):
        monkeypatch.setattr("sys.argv", ["canvass", "doctor", "--json", *options])
        with pytest.raises(SystemExit) as ended:
            main()
        out = capsys.readouterr().out
        return ended.value.code or 0, {sign["name"]: sign["status"] for sign in json.loads(out)}, out

    return examine


def test_all_is_well(doctor, dataset):
    before = {path: path.stat().st_mtime_ns for path in dataset.rglob("*")}
    code, found, _ = doctor()
    assert code == 0
    assert set(found.values()) == {"ok"}
    assert {"python", "libraries", "disk", "latest", "archive", "runs", "settings", "source", "alerts"} <= set(found)
    after = {path: path.stat().st_mtime_ns for path in dataset.rglob("*")}
    assert {path for path in before | after if before.get(path) != after.get(path)} <= {dataset, dataset / ".lock"}


def test_a_folder_that_is_not_there_is_not_made(doctor, dataset):
    code, found, _ = doctor("--dataset", "elsewhere/data")
    assert (code, found["latest"]) == (0, "warning")
    assert not (dataset.parent / "elsewhere").exists()


def damage(dataset):
    path = latest(dataset).parquet_path("areas")
    path.chmod(0o644)
    path.write_bytes(b"")


def empty_archive(dataset):
    for path in (dataset / "archive").glob("*.parquet"):
        path.unlink()


def spoil_archive(dataset):
    next((dataset / "archive").glob("*.parquet")).write_bytes(b"PAR1")


def dangle(dataset):
    latest(dataset).path.rename(dataset / "moved")


def leave_behind(dataset):
    (dataset / "releases" / f"{STAGING}x").mkdir()


def die(dataset):
    append(dataset, RunRecord("x", "2999-01-01T00:00:00+00:00", "sample"))


def spoil_waivers(dataset):
    (dataset / "waivers.yaml").write_text("- no mapping")


def end_waiver(dataset):
    (dataset / "waivers.yaml").write_text("abc:\n  reason: x\n  until: 2020-01-01\n")


@pytest.mark.parametrize(
    ("harm", "name", "status", "code", "said"),
    [
        (damage, "latest", "fault", 4, "areas.parquet has other bytes"),
        (dangle, "latest", "fault", 4, "latest points to no release"),
        (empty_archive, "archive", "fault", 4, "lacks 1 revisions"),
        (spoil_archive, "archive", "fault", 4, "archive file is damaged"),
        (leave_behind, "leftovers", "warning", 0, f"left {STAGING}x"),
        (die, "runs", "warning", 0, "killed"),
        (spoil_waivers, "waivers", "fault", 4, "waivers cannot be read"),
        (end_waiver, "waivers", "warning", 0, "1 of 1 waivers have ended"),
    ],
)
def test_faults_of_the_dataset(doctor, dataset, harm, name, status, code, said):
    harm(dataset)
    ended, found, out = doctor()
    assert (ended, found[name]) == (code, status), out
    assert said in out


def test_a_file_system_mounted_read_only_is_no_matter_of_owners(doctor, monkeypatch):
    monkeypatch.setattr("pipeline.steps.doctor.machine.os.access", lambda *_: False)
    assert "from a run as root?" in doctor()[2]
    read_only = SimpleNamespace(f_flag=os.ST_RDONLY)
    monkeypatch.setattr("pipeline.steps.doctor.machine.os.statvfs", lambda _: read_only)
    ended, found, out = doctor()
    assert (ended, found["write access"]) == (4, "fault")
    assert "is on a file system that is mounted read-only" in out and "from a run as root?" not in out


def test_faults_of_the_settings(doctor, dataset, monkeypatch):
    config = dataset.parent / "canvass.toml"
    config.write_text("scop = 'x'")
    ended, found, out = doctor("--dataset", str(dataset))
    assert (ended, found["settings"]) == (2, "fault")
    assert "did you mean 'scope'" in out
    config.write_text("[alerts]\nurls = ['nonsense', 'json://127.0.0.1:9/secret-token']")
    ended, found, out = doctor()
    assert (ended, found["alerts"], found["settings"]) == (2, "fault", "warning")
    assert "secret-token" not in out
    config.unlink()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PREFECT_API_URL", f"http://me:token@127.0.0.1:{nobody.getsockname()[1]}/api")
        ended, found, out = doctor()
    assert (ended, found["prefect"]) == (2, "fault")
    assert "token" not in out


def test_the_source(doctor):
    assert doctor("--source", "/nowhere")[:2][0] == 3
    ended, found, out = doctor("--source", "wikipedia")
    assert (ended, found["user agent"]) == (3, "fault")
    assert "CANVASS_USER_AGENT" in out
    with fake_wiki() as wiki:
        assert doctor("--source", wiki.url)[1]["source"] == "ok"
        wiki.lasting = Fault(503, b"busy")
        ended, _, out = doctor("--source", wiki.url)
        assert (ended, "HTTP 503" in out) == (3, True)


def test_the_machine(doctor, monkeypatch, tmp_path):
    (tmp_path / "requirements.txt").write_text("click==0.1\nno-such-tool==1\n")
    monkeypatch.setattr(machine, "LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr(machine, "requires", lambda _: ["click>=8", "duckdb<0.1", "no-such-library; extra == 'x'"])
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 1 << 62)
    ended, found, out = doctor()
    assert (ended, found["libraries"], found["lock"], found["disk"]) == (4, "fault", "warning", "fault")
    assert "is not <0.1" in out
    assert "no-such" not in out


def test_an_archive_of_many_files(doctor, monkeypatch, dataset):
    monkeypatch.setattr("pipeline.steps.doctor.dataset.MANY_FILES", Archive(dataset).size().files - 1)
    assert doctor()[1]["archive"] == "warning"


def take_latest_away(dataset):
    (dataset / "latest").unlink()


def test_latest_is_gone_though_versions_are_there(doctor, dataset):
    version = latest(dataset).path.name
    take_latest_away(dataset)
    ended, found, out = doctor()
    assert (ended, found["latest"]) == (4, "fault")
    assert f"ln -s releases/{version} latest" in out


def test_settings_that_cannot_be_read_stop_no_examination(doctor, dataset):
    """Also where the dataset's folder would be taken from them."""
    (dataset.parent / "canvass.toml").write_text("[scopes.t]\npattern = 5")
    ended, found, out = doctor()
    assert (ended, found["settings"], found["latest"]) == (2, "fault", "ok")
    assert "It takes a list" in out


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[scopes.t]\npattern = "{year} x"', "needs `years`"),
        ('[scopes.t]\npattern = "{place} x"', "stands for anything"),
        ('[scopes.t]\nyears = ["2028-1992"]', "not a range of years"),
        ('[holds]\noff = ["figure_jum"]', "did you mean 'figure_jump'"),
    ],
)
def test_settings_that_a_run_would_stumble_over(doctor, dataset, toml, said):
    (dataset.parent / "canvass.toml").write_text(toml)
    ended, found, out = doctor()
    assert (ended, found["settings at hand"]) == (2, "fault")
    assert said in out


def test_what_a_run_as_root_left(doctor, monkeypatch):
    monkeypatch.setattr(machine, "_is_open", lambda path: path.name != "archive")
    ended, found, out = doctor()
    assert (ended, found["write access"]) == (4, "fault")
    assert "archive cannot be written" in out and "chown -R" in out


def test_a_clock_that_is_off(doctor):
    with fake_wiki() as wiki:
        wiki.time = "2001-01-01T00:00:00Z"
        _, found, out = doctor("--source", wiki.url)
    assert found["clock"] == "warning"
    assert "minutes ahead of the wiki's" in out


def test_whether_a_schedule_is_on(doctor, dataset):
    assert doctor()[1]["schedule"] == "ok"
    with FileLock(dataset / SERVING).acquire():
        assert "is at work on this dataset" in doctor()[2]
    ended, found, out = doctor()
    assert (ended, found["schedule"]) == (0, "warning")
    assert "was killed" in out
