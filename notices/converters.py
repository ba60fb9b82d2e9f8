"""What a paper is of, as it stands in an address: 2026-09/1 is written 2026-09_1 there."""

from django.urls import register_converter


class PaperKeyConverter:
    """A paper's key."""

    regex = r"[0-9A-Za-z][0-9A-Za-z_-]{0,39}"

    def to_python(self, value: str) -> str:
        return value.replace("_", "/")

    def to_url(self, key: str) -> str:
        return str(key).replace("/", "_")


register_converter(PaperKeyConverter, "paperkey")
