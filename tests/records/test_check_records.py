"""check_records proves the records, and names what somebody changed behind the site's back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import models

from notices.models import Notice, NoticePaper
from records.audit.checking import Anchor, head
from records.guards.installing import lift_guards
from records.models import Change, StoredFile
from scoring.models import MonthResult, ScoreLine
from tests.access.world import World, build_world
from tests.conftest import NOON
from tests.scoring.commands import run
from units.models import Unit, User


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


def raw(model: type[models.Model]) -> Any:
    return models.QuerySet(model)


def test_it_says_what_it_checked_and_where_the_log_has_come_to(world: World, capsys: Any) -> None:
    code, text = run(capsys, "check_records")

    assert (code, text.splitlines()) == (
        0,
        [
            "数据库的保护：完好",
            "操作记录：完好",
            "已定分的月份：完好",
            "定分时的证明：完好",
            "已签发的公文：完好",
            "证明文件：完好",
            "数据之间的引用：完好",
            f"全部完好。操作记录现在的位置（请抄存在库外）：{head()}",
        ],
    )


def test_a_missing_guard_is_told(world: World, unguarded: None, capsys: Any) -> None:
    code, text = run(capsys, "check_records")

    assert (code, "notices_notice 的保护" in text, text.endswith("不符：数据库的保护。\n")) == (1, True, True)


def tampered() -> Iterator[tuple[str, Any, str]]:
    """(what was done, doing it, the line that tells it)."""
    yield "score", lambda: raw(ScoreLine).update(counted_halves=0), "条明细（2.2 打瞌睡）与存档不符"
    yield "digest", lambda: raw(MonthResult).update(digest="0" * 64), "摘要与操作记录所记的不同"
    yield "proof", lambda: raw(StoredFile).update(sha256="0" * 64), "不是定分时的那一份"
    yield "bytes", lambda: raw(NoticePaper).update(pdf=b"%PDF-"), "文件内容与所存的SHA-256不符"
    yield "paper", lambda: raw(NoticePaper).update(sha256="0" * 64), "各文本与操作记录所记的签发不符"
    yield "number", lambda: raw(Notice).update(anchor=f"1-{'0' * 32}"), "所记的不同：此前的记录被整个改写过"
    yield "log", lambda: raw(Change).filter(number=3).update(action="改"), "操作记录从第3条"


CASES = list(tampered())


@pytest.mark.parametrize(("attack", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_was_changed_in_the_database_is_named(attack: Any, told: str, world: World, capsys: Any) -> None:
    lift_guards()
    attack()

    code, text = run(capsys, "check_records")

    assert (code, told in text) == (1, True), text


def test_a_paper_taken_out_is_missed(world: World, unguarded: None, capsys: Any) -> None:
    raw(NoticePaper).all()._raw_delete("default")
    raw(Notice).all()._raw_delete("default")

    assert "的公文的签发，公文不见了" in run(capsys, "check_records")[1]


def test_a_file_that_is_gone_or_has_other_bytes_is_named(world: World, capsys: Any) -> None:
    first, second = StoredFile.objects.order_by("pk")[:2]
    first.file.storage.delete(first.file.name)
    Path(second.file.path).chmod(0o600)
    Path(second.file.path).write_bytes(b"other")

    code, text = run(capsys, "check_records")

    assert (code, f"证明文件{first.pk}“{first.name}”不见了" in text) == (1, True)
    assert f"证明文件{second.pk}“{second.name}”的内容被改过" in text


def test_an_issued_paper_kept_elsewhere_finds_a_log_that_was_cut(
    world: World, tmp_path: Path, capsys: Any
) -> None:
    kept = tmp_path / "通报.pdf"
    paper = NoticePaper.objects.filter(notice=world.notice).first()
    assert paper is not None
    kept.write_bytes(bytes(paper.pdf))
    anchor = Anchor.read(world.notice.anchor)
    assert run(capsys, "check_records", "--paper", str(kept))[0] == 0

    lift_guards()
    raw(Change).filter(number__gte=anchor.number)._raw_delete("default")
    raw(Notice).update(anchor="")

    text = run(capsys, "check_records", "--paper", str(kept))[1]
    assert f"操作记录只到第{anchor.number - 1}条，而公文通报.pdf记到第{anchor.number}条：末尾被截去。" in text


@pytest.mark.parametrize("given", [["--anchor", "abc"], ["--paper", "/nowhere.pdf"], ["--paper", __file__]])
def test_what_cannot_be_read_is_told(given: list[str], db: None, capsys: Any) -> None:
    code, text = run(capsys, "check_records", *given)

    assert (code, len(text.splitlines())) == (2, 1)
