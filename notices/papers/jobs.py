"""What goes to a worker process and comes back, and the font files that it needs."""

import hashlib
from dataclasses import dataclass

FACES = {
    "GW FangSong": "FandolFang-Regular.otf",
    "GW BiaoSong": "FandolSong-Bold.otf",
    "GW Song": "FandolSong-Regular.otf",
    "GW Hei": "FandolHei-Regular.otf",
    "GW Kai": "FandolKai-Regular.otf",
    "GW Rare": "LXGWWenKai-Light.ttf",
}
STACKS = {  # the bureau's own faces first, then the site's, then the one for rare names
    "fang": '"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "GW FangSong", "GW Rare"',
    "biaosong": '"方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "GW BiaoSong", "GW Rare"',
    "hei": '"黑体", "SimHei", "GW Hei", "GW Rare"',
    "kai": '"楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "GW Kai", "GW Rare"',
    "song": '"宋体", "SimSun", "GW Song", "GW Rare"',
}
OWN_NAMES = tuple(
    name for stack in STACKS.values() for name in stack.replace('"', "").split(", ") if name not in FACES
)
"""The family names by which the bureau's own fonts are known."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed paper: its bytes, their digest, how many pages."""

    pdf: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to print."""

    html: str
    draft: bool
    style: str = "paper"
    """"paper": document form; "form": a page of boxes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: a printed paper and WeasyPrint's complaints; `failure` where there is no paper."""

    printed: Printed | None = None
    log: tuple[str, ...] = ()
    failure: str = ""
