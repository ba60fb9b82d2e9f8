"""Evidence in an S3-compatible store keeps the promises of a folder; one that is away is told, not a 500."""

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer
from PIL import Image

from records.errors import FileStoreError
from records.files import THUMBNAIL, discard_strays, open_thumbnail, store_file
from records.models import StoredFile
from records.store_check import file_store_answers
from tests.conftest import NOON, make_user
from tests.records.test_files import PDF, picture, upload
from units.models import Role, User
from yanling_assess import env

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
BUCKET = "evidence"
AWAY = "http://127.0.0.1:9"
"""Nobody listens at the port of “discard”."""


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a small store with our bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client(f"http://{host}:{port}").create_bucket(Bucket=BUCKET)
    yield f"http://{host}:{port}"
    server.stop()


def client(address: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="key",
        aws_secret_access_key="sec ret",
        region_name="us-east-1",
    )


def use(settings: Any, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Let the site keep its files there, as FILES_URL says it."""
    place = address.removeprefix("http://")
    monkeypatch.setenv("FILES_URL", f"s3+http://key:sec%20ret@{place}/{BUCKET}")
    settings.STORAGES = settings.STORAGES | {"default": env.files()}


@pytest.fixture
def kept(store: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The bucket's keys, while the site keeps its files there."""
    use(settings, monkeypatch, store)
    here = client(store)
    return lambda: [row["Key"] for row in here.list_objects_v2(Bucket=BUCKET).get("Contents", ())]


@pytest.fixture
def away(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(settings, monkeypatch, AWAY)


@pytest.fixture
def clerk(db: None) -> User:
    return make_user("clerk", "经办甲", Role.CLERK)


def test_evidence_is_stored_read_and_removed_there(kept: Any, clerk: User) -> None:
    stored = store_file(upload=upload("现场.jpg", picture()), by=clerk, at=NOON)
    with stored.file.open() as opened:
        content = opened.read()
    with open_thumbnail(stored) as thumbnail, Image.open(io.BytesIO(thumbnail.read())) as small:
        edge = max(small.size)

    assert hashlib.sha256(content).hexdigest() == stored.sha256
    assert (len(content), edge <= 320) == (stored.size, True)
    assert kept() == [stored.file.name, f"{stored.file.name}{THUMBNAIL}"]
    assert discard_strays(by=clerk, before=NOON + timedelta(days=1)) == 1
    assert (kept(), StoredFile.objects.count()) == ([], 0)


def test_a_name_that_is_taken_is_never_overwritten(kept: Any) -> None:
    first = default_storage.save("ab/same", ContentFile(b"first"))
    second = default_storage.save("ab/same", ContentFile(b"second"))

    with default_storage.open(first) as opened:
        content = opened.read()

    assert (first != second, content) == (True, b"first")
    default_storage.delete(first)
    default_storage.delete(second)
    assert kept() == []


def test_the_site_hands_it_out_itself_after_its_permission_check(kept: Any, clerk: User) -> None:
    stored = store_file(upload=upload("通报.pdf", PDF), by=clerk, at=NOON)
    browser, stranger = Client(), Client()
    browser.force_login(clerk)

    answer = browser.get(f"/evidence/{stored.pk}/")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert (answer.status_code, hashlib.sha256(body).hexdigest()) == (200, stored.sha256)
    assert answer["Content-Disposition"].startswith("attachment")
    assert stranger.get(f"/evidence/{stored.pk}/").status_code == 302
    with pytest.raises(ValueError, match="not accessible by URL"):
        _ = stored.file.url
    default_storage.delete(stored.file.name)
    assert browser.get(f"/evidence/{stored.pk}/").status_code == 404
    assert kept() == []


def test_a_store_that_is_away_refuses_and_nothing_is_half_written(away: None, clerk: User) -> None:
    with pytest.raises(FileStoreError, match="连接不上"):
        store_file(upload=upload("通报.pdf", PDF), by=clerk, at=NOON)

    assert not StoredFile.objects.exists()


def test_a_form_keeps_what_was_written_where_the_store_is_away(away: None, clerk: User) -> None:
    StoredFile.objects.create(
        file="ab/old", name="旧.pdf", size=1, uploaded_by=clerk, uploaded_at=NOON - timedelta(days=900)
    )
    browser = Client()
    browser.force_login(clerk)

    answer = browser.post("/record/", {"fact": "写了很久的情况", "uploads": upload("通报.pdf", PDF)})
    page = answer.content.decode()

    assert answer.status_code < 500
    assert ("连接不上" in page, "写了很久的情况" in page) == (True, True)
    assert [row.name for row in StoredFile.objects.all()] == ["旧.pdf"]


def test_a_download_from_a_store_that_is_away_is_a_page_in_chinese(away: None, clerk: User) -> None:
    stored = StoredFile.objects.create(
        file="ab/gone", name="旧.pdf", size=1, uploaded_by=clerk, uploaded_at=NOON
    )
    browser = Client()
    browser.force_login(clerk)

    answer = browser.get(f"/evidence/{stored.pk}/")

    assert (answer.status_code, "连接不上" in answer.content.decode()) == (503, True)


def test_the_start_warns_of_a_store_that_is_away(away: None) -> None:
    assert [found.id for found in file_store_answers(databases=["default"])] == ["records.W001"]


def test_the_start_is_refused_with_a_bucket_that_is_not_there(
    store: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILES_URL", f"s3+http://key:secret@{store.removeprefix('http://')}/other-bucket")
    settings.STORAGES = settings.STORAGES | {"default": env.files()}

    assert [found.id for found in file_store_answers(databases=["default"])] == ["records.E002"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://k:topsecret@host/bucket", "以“http”开头"),
        ("s3://host/bucket", "缺少账号"),
        ("s3://k:topsecret@/bucket", "缺少账号、密钥或主机"),
        ("s3://k:topsecret@host:99999/bucket", "缺少账号、密钥或主机"),
        ("s3://k:topsecret@host/", "桶名是“”"),
        ("s3://k:topsecret@host/Bucket_One", "桶名是“Bucket_One”"),
        ("s3://k:topsecret@host/bucket?acl=public", "不认识参数“acl”"),
        ("s3://k:topsecret@host/bucket?ca=/no/such.crt", "“/no/such.crt”不存在"),
    ],
    ids=("scheme", "no key", "no host", "port", "no bucket", "bucket", "parameter", "certificate"),
)
def test_an_odd_address_of_the_store_is_refused_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    monkeypatch.setenv("FILES_URL", url)

    with pytest.raises(ImproperlyConfigured, match="FILES_URL") as refused:
        env.files()

    assert (told in str(refused.value), "topsecret" in str(refused.value)) == (True, False)


def test_without_an_address_files_lie_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FILES_URL", raising=False)

    assert env.files()["BACKEND"] == "django.core.files.storage.FileSystemStorage"
