"""Evidence in a store that speaks S3, for several web machines: the same promises as a folder gives.

Files stay private: the site hands them out itself, after its permission checks. A store that is away or
refuses is told within seconds and in Chinese, before anything is written in the database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from records.errors import FileStoreError

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 3, 15, 2
MEMORY = 1024 * 1024
"""Bytes of a file read that are held in memory; the rest of it lies in a temporary file."""
AWAY = (
    "存放文件的服务现在连接不上，文件没有保存或读出，其他内容不受影响；请稍后再试，仍不行请告知系统管理员。"
)
REFUSED = "存放文件的服务拒绝了请求（{code}），文件没有保存或读出；请告知系统管理员检查它的账号、桶和空间。"
Answer = TypeVar("Answer")


class ObjectStorage(S3Storage):
    """Django's file storage in one bucket. FileStoreError where the store does not do what it was asked."""

    def __init__(self, **options: Any) -> None:
        fixed = {
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": False,
            "use_threads": False,
            "max_memory_size": MEMORY,
            "client_config": _config(),
        }
        super().__init__(**(fixed | options))

    def url(self, *_args: Any, **_kwargs: Any) -> str:
        """Nothing here has an address of its own, as with a folder outside the web root."""
        raise ValueError("files of this store are not accessible by URL")

    def is_there(self) -> None:
        """FileStoreError where the bucket cannot be asked."""
        with _told():
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return _guarded(super().listdir, path)

    def exists(self, name: str) -> bool:
        return _guarded(super().exists, name)

    def size(self, name: str) -> int:
        return _guarded(super().size, name)

    def delete(self, name: str) -> None:
        _guarded(super().delete, name)

    def _save(self, name: str, content: File) -> str:
        return _guarded(super()._save, name, content)

    def _open(self, name: str, mode: str = "rb") -> File:
        """The file with its bytes fetched: an answer that has begun could not be taken back."""
        with _told():
            opened: File = super()._open(name, mode)
            if "r" in mode:
                opened.open()
            return opened


def _config() -> Config:
    """Checksums only where the protocol wants them: not every store knows more, and we keep our own."""
    return Config(
        s3={"addressing_style": "path"},
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def _guarded(act: Callable[..., Answer], *args: Any) -> Answer:
    with _told():
        return act(*args)


@contextmanager
def _told() -> Iterator[None]:
    """The store's own faults, in the user's language."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        raise FileStoreError(REFUSED.format(code=code), is_refusal=True) from error
    except (BotoCoreError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise FileStoreError(AWAY) from error
