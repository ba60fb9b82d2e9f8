"""Papers to print in tests: a bulletin-like one of any length."""

from notices.papers.content import (
    Align,
    Attachment,
    Block,
    Column,
    Face,
    Heading,
    Imprint,
    Letter,
    Paper,
    Paragraph,
    Run,
    Signature,
    Slip,
    Table,
)

OFFICE = "鄢陵县人力资源和社会保障局"
NAMES = (
    "社保中心",
    "公共就业服务中心",
    "劳动保障监察大队",
    "劳动人事争议仲裁院",
    "人才交流中心",
    "工伤认定窗口",
)
LEAD = (
    "为持续开展“作风我最好，服务我最优”活动，根据《窗口单位百分考核计分细则》，政策法规股对2026年9月"
    "各窗口单位在岗、着工装、办公秩序和办件质量等情况进行了督查。现将有关情况通报如下。"
)
LONG_FACT = "上午开门后窗口无人值班，群众排队等候，当事人称去了洗手间，约半小时后返回；"
SCORES = (
    Column("名次", 12),
    Column("单位", 47, Align.LEFT),
    *(Column(name, 14) for name in ("上岗请假", "文明廉洁", "办件质量", "办公秩序", "着装", "进驻")),
    Column("总分", 13),
)
LIST = (
    Column("序号", 12),
    Column("日期", 19),
    Column("单位", 32, Align.LEFT),
    Column("条款", 13),
    Column("事实", 65, Align.LEFT),
    Column("扣分", 15, Align.RIGHT),
)


def unit_name(number: int, *, long: bool = False) -> str:
    name = f"{NAMES[number % len(NAMES)]}第{number + 1}窗口"
    return f"鄢陵县城乡居民基本养老保险和机关事业单位养老保险经办管理服务中心{name}" if long else name


def score_table(units: int, *, long: bool = False) -> Table:
    rows = tuple(
        (str(n + 1), unit_name(n, long=long), "25", "19.5", "20", "10", "9", "10", "93.5")
        for n in range(units)
    )
    return Table(SCORES, rows)


def deduction_table(count: int, fact: str = "窗口无人在岗，约半小时后返回") -> Table:
    rows = tuple((str(n + 1), "9月3日", unit_name(n), "1.1", fact, "-2") for n in range(count))
    return Table(LIST, rows)


def problems(count: int, fact: str) -> list[Block]:
    return [
        block
        for number in range(count)
        for block in (Heading(2, unit_name(number)), Paragraph.of(f"9月{number % 30 + 1}日，{fact}"))
    ]


def sample(
    *,
    units: int = 20,
    fact: str = "9号窗口无人在岗，约20分钟后返回，扣2分（细则1.1）。",
    long_names: bool = False,
    attached: bool = True,
    sealed: bool = True,
    mark: str = f"{OFFICE}文件",
    office: str = OFFICE,
    note: str = "联系人：王喆，电话：0374-7160000",
    filler: int = 0,
    number: str = "鄢人社通报〔2026〕9号",
) -> Paper:
    body: list[Block] = [
        Paragraph.of(LEAD),
        Heading(1, "总体情况"),
        Paragraph.of(f"9月，{units}个窗口单位参加考核，平均得分96.3分。"),
        *(Paragraph.of(LEAD) for _ in range(filler)),
        Paragraph.of("各窗口单位得分及排名如下：", with_next=True),
        score_table(units, long=long_names),
        Heading(1, "存在问题"),
        *problems(units, fact),
        Heading(1, "工作要求"),
        Heading(2, "提高认识", "各窗口单位要切实把百分考核作为打通服务群众“最后一公里”的重要载体。"),
        Paragraph(
            (Run("一是压实责任。", Face.KAI), Run("对照通报逐条整改，于10月15日前将整改情况报政策法规股。"))
        ),
    ]
    attachments = (
        Attachment("2026年9月各窗口单位得分表", (score_table(units, long=long_names),)),
        Attachment("2026年9月扣分明细", (deduction_table(units * 3, fact),)),
    )
    return Paper(
        mark=mark,
        number=number,
        title=(office, "关于2026年9月窗口单位百分考核情况的", "督查通报"),
        addressee="局各窗口单位",
        blocks=tuple(body),
        signature=Signature(office, "2026年10月8日", sealed),
        imprint=Imprint("局领导，驻人社局纪检监察组，县行政服务中心督查室", office, "2026年10月8日"),
        attachments=attachments if attached else (),
        note=note,
    )


SLIP = Slip(
    "回　执",
    OFFICE,
    "你局《关于责令限期整改窗口服务问题的函》（鄢人社函〔2026〕21号）收悉，现将有关情况函告如下。",
    ("单位名称", "收到时间", "整改情况", "经办人及电话"),
)


def letter(
    *,
    units: int = 1,
    fact: str = "9号窗口无人在岗，约20分钟后返回，扣2分（细则1.1）。",
    long_names: bool = False,
    sealed: bool = True,
    copies: str = "",
    slip: bool = False,
    filler: int = 0,
    attached: bool = False,
    mark: str = OFFICE,
    title: tuple[str, ...] = ("关于责令限期整改窗口服务问题的", "函"),
) -> Letter:
    """A letter to one unit, as 责令限期整改 is told."""
    attachment = Attachment("2026年9月扣分明细", (deduction_table(units * 3, fact),))
    return Letter(
        mark=mark,
        number="鄢人社函〔2026〕21号",
        title=title,
        addressee="鄢陵县城乡居民社会养老保险中心",
        blocks=(
            Paragraph.of(LEAD),
            *(Paragraph.of(LEAD) for _ in range(filler)),
            *([score_table(units, long=long_names)] if units > 1 else []),
            Heading(1, "存在问题"),
            *problems(units, fact),
            Heading(1, "整改要求"),
            Paragraph.of("请于2026年10月22日前整改到位，并书面报政策法规股。"),
        ),
        signature=Signature(OFFICE, "2026年10月8日", sealed),
        copies=copies,
        attachments=(attachment,) if attached else (),
        slip=SLIP if slip else None,
    )
