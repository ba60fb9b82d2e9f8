"""What each kind of 来文 leads to at entry: source, clauses offered first, whose day it is, what to mind."""

from dataclasses import dataclass

from scoring.models import Report
from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Edition

Kind = Report.Kind
LABEL_LENGTH = 100


@dataclass(frozen=True)
class KindOffer:
    """`labels`: its items carry the document's title as 所在通报, so that one bulletin is one criticism.
    `is_dated`: its items are of the day of the document itself; else the day is asked for. `preselects`: the
    first of its behaviours is chosen already."""

    source: str
    behaviours: tuple[tuple[str, str], ...]
    note: str
    labels: bool = False
    is_dated: bool = False
    preselects: bool = True


OFFERS: dict[str, KindOffer] = {
    Kind.HALL: KindOffer(
        Source.HALL,
        (("2.8", "大厅督查通报"), ("1.5", "因考勤被大厅通报")),
        "日期是通报之日；因考勤被通报的归1.5。被通报的事已经扣过分的，核对时选“是不是同一件事”。",
        labels=True,
        is_dated=True,
    ),
    Kind.HALL_ATTENDANCE: KindOffer(
        Source.HALL,
        (("1.5", "因考勤被大厅通报"),),
        "日期是通报之日。被通报人员写出检查，所属窗口单位作出处理意见。",
        labels=True,
        is_dated=True,
    ),
    Kind.MONITOR: KindOffer(
        Source.MONITOR,
        (("2.8", "大厅电子监察通报"),),
        "日期是通报之日。被通报的事已经扣过分的，核对时选“是不是同一件事”。",
        labels=True,
        is_dated=True,
    ),
    Kind.VISIT: KindOffer(
        Source.SUPERIOR,
        (("2.8", "上级明查暗访"),),
        "日期填明查暗访之日，不清楚的留空，按成文日期计。被问责的，请在“更多”里勾选“被问责”。",
        labels=True,
    ),
    Kind.EXPOSURE: KindOffer(
        Source.MEDIA,
        (("2.8", "新闻媒体曝光"),),
        "日期填媒体曝光之日，留空的按成文日期计。曝光的由驻人社局纪检监察组处理。",
        labels=True,
        is_dated=True,
    ),
    Kind.MEDIA_PRAISE: KindOffer(
        Source.MEDIA,
        (("2.7", "国家级媒体表扬"), ("2.7", "省级媒体表扬"), ("2.7", "市级媒体表扬")),
        "按媒体级别选国家级、省级或市级；县级媒体的表扬不加分，只作记录（选“细则没有列出”）。",
        is_dated=True,
        preselects=False,
    ),
    Kind.LETTER: KindOffer(
        Source.PRAISE,
        (("2.7", "群众表扬信"),),
        "表扬信要有职工群众签字和联系方式，没有的不能核实，可以先登记为待核实。",
    ),
    Kind.BANNER: KindOffer(Source.PRAISE, (("2.7", "锦旗"),), "要有锦旗照片。", is_dated=True),
    Kind.HALL_PRAISE: KindOffer(
        Source.HALL,
        (("2.7", "大厅活动通报表扬"),),
        "要有通报表扬的文件或截图。",
        is_dated=True,
    ),
}


def offered_behaviours(kind: str, edition: Edition) -> list[Behaviour]:
    """The behaviours offered first for this kind, as far as the edition has them."""
    found = (edition.behaviours.get(key) for key in OFFERS[kind].behaviours)
    return [behaviour for behaviour in found if behaviour is not None and behaviour.entered]


def bulletin_label(report: Report) -> str:
    """“标题 文号”, as the items carry it; empty for kinds whose items carry none."""
    if not OFFERS[report.kind].labels:
        return ""
    return f"{report.title} {report.number}".strip()[:LABEL_LENGTH]
