"""What a paper may fetch: font files from listed folders, pictures written into it, nothing else on earth."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")


class PaperFetcher(URLFetcher):
    """No network, no redirect; files only from `folders`, and none without any."""

    def __init__(self, *folders: Path) -> None:
        super().__init__(timeout=1, allowed_protocols=("file", "data"), allow_redirects=False)
        self.folders = {folder.resolve() for folder in folders}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The resource; ValueError for anything that a paper has no business with."""
        if url.startswith(PICTURES) or self._is_own_file(url):
            return super().fetch(url, headers)
        raise ValueError(f"refused: {url[:80]}")

    def _is_own_file(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc or parts.query:
            return False
        return Path(unquote(parts.path)).resolve().parent in self.folders
