"""An S3 server on loopback (moto's), and a small dataset of three versions to be copied there."""

from __future__ import annotations

import contextlib
import shutil

import fsspec
import pytest

from output.folder import latest, published
from output.remote.copying import upload
from output.remote.store import Store
from tests.output.remote.copies import SECRET
from tests.steps.folder import page, run, write


@pytest.fixture(scope="package")
def server():
    """The address of an S3 server that ends with the module."""
    from moto.server import ThreadedMotoServer

    with contextlib.redirect_stderr(None):
        serving = ThreadedMotoServer(port=0, ip_address="127.0.0.1", verbose=False)
        serving.start()
    host, port = serving.get_host_and_port()
    yield f"http://{host}:{port}"
    serving.stop()


@pytest.fixture
def s3(server, monkeypatch, tmp_path):
    """An empty bucket, its URL; credentials in the environment alone."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    bucket = f"bucket-{tmp_path.name.replace('_', '-').lower()}"[:60].strip("-")
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir(bucket)
    return f"s3://{bucket}/elections"


@pytest.fixture(scope="package")
def made(tmp_path_factory):
    """A dataset of three versions, each of which changes one page, and its source."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "source", One=page("One"), Two=page("Two"))
    run(folder / "source", folder / "dataset")
    for kerry in (2, 3):
        write(folder / "source", Two=page("Two", kerry=kerry))
        run(folder / "source", folder / "dataset")
    return folder


@pytest.fixture
def later(made, tmp_path):
    """A copy of it."""
    shutil.copytree(made / "source", tmp_path / "source")
    shutil.copytree(made / "dataset", tmp_path / "later", symlinks=True)
    return tmp_path / "later"


@pytest.fixture
def dataset(later, tmp_path):
    """The same before the third version."""
    shutil.copytree(later, tmp_path / "dataset", symlinks=True)
    go_back(tmp_path / "dataset")
    return tmp_path / "dataset"


def go_back(dataset):
    """As if the last version had not been published."""
    shutil.rmtree(latest(dataset).path)
    (dataset / "latest").unlink()
    (dataset / "latest").symlink_to(f"releases/{published(dataset)[-1]}")


@pytest.fixture
def folder_store(dataset, tmp_path):
    """A store in a folder, for faults that are easier to make there; its path and its URL."""
    upload(dataset, Store(f"file://{tmp_path}/store"))
    return tmp_path / "store", f"file://{tmp_path}/store"
