"""The site does not start with a store of files that will never take one; one that is away is told about."""

from typing import Any

from django.core import checks
from django.core.files.storage import default_storage

from records.errors import FileStoreError


@checks.register(checks.Tags.database)
def file_store_answers(databases: Any = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Asked where the database is asked too: at the server's start. A folder needs no asking."""
    ask = getattr(default_storage, "is_there", None)
    if not databases or ask is None:
        return []
    try:
        ask()
    except FileStoreError as error:
        hint = "请检查环境变量 FILES_URL（账号、密钥、桶）和存储服务是否运行。"
        if error.is_refusal:
            return [checks.Error(str(error), hint=hint, id="records.E002")]
        return [checks.Warning(str(error), hint=hint, id="records.W001")]
    return []
