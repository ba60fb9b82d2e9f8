"""`make handbook` and `make gallery`: what their arguments mean, and what they refuse in one line."""

from pathlib import Path

import pytest

import gallery
import handbook
from machine import album, album_index, crawl, demo_site


def refused(capsys: pytest.CaptureFixture[str], call: object, arguments: list[str]) -> str:
    """What is said to arguments that are not understood; the exit code is 2."""
    with pytest.raises(SystemExit) as left:
        call(arguments)  # type: ignore[operator]
    assert left.value.code == 2
    return capsys.readouterr().err


def test_gallery_without_arguments_is_every_page_role_and_width() -> None:
    assert gallery.wish([]) == gallery.Wish(
        only=(),
        roles=("jingban", "fuzeren", "danwei", "jijian", "bangongshi", "juling", "guanli"),
        widths=(390, 1366, 1920),
        folder=demo_site.ROOT / "var" / "gallery",
        data=None,
    )


def test_gallery_takes_lists_between_commas_of_either_kind() -> None:
    given = [
        "--only",
        "record, home",
        "--roles",
        "danwei，jijian",
        "--widths",
        "320",
        "--folder",
        "a",
        "--data",
        "b",
    ]

    assert gallery.wish(given) == gallery.Wish(
        only=("record", "home"), roles=("danwei", "jijian"), widths=(320,), folder=Path("a"), data=Path("b")
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--roles", "zhangsan"], "没有账号“zhangsan”"),
        (["--roles", ","], "至少要有一个账号和一个宽度"),
        (["--widths", "390,wide"], "宽度“wide”无效"),
        (["--widths", "12"], "宽度“12”无效"),
        (["--height", "3"], "--height"),
    ],
    ids=["role", "no role", "no number", "too narrow", "unknown"],
)
def test_gallery_refuses_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    told = refused(capsys, gallery.wish, arguments)

    assert said in told
    assert told.count("\n") == 1


def test_gallery_keeps_the_pages_whose_name_holds_a_word() -> None:
    pages = {"home": "/", "scoring:record": "/record/", "units:list": "/units/"}

    assert gallery.chosen(pages, ()) == pages
    assert gallery.chosen(pages, ("record", "units")) == {
        "scoring:record": "/record/",
        "units:list": "/units/",
    }


def test_handbook_without_arguments_is_every_picture() -> None:
    assert handbook.wish([]) == (handbook.BEFORE, handbook.AFTER, None)


def test_handbook_takes_the_pictures_named() -> None:
    before, after, data = handbook.wish(["desk", "issue", "--data", "d"])

    assert [picture.name for picture in (*before, *after)] == ["desk", "issue"]
    assert data == Path("d")


def test_handbook_refuses_a_picture_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, handbook.wish, ["nonsense"])

    assert "使用手册没有图“nonsense”" in told
    assert told.count("\n") == 1


def test_gallery_names_what_is_wrong_with_a_page() -> None:
    sound = album.Seen("jingban", "home", "/", server_ms=20, weight=200_000)
    bad = album.Seen("danwei", "a", "/a/", server_ms=90, weight=301_000, errors=["x"], too_wide={320: 14})
    bad.weight_after, bad.moved = 61_000, 0.02

    assert album.faults([sound, bad]) == [
        "danwei a /a/：宽320像素时横向多出14像素",
        "danwei a /a/：控制台错误 x",
        "danwei a /a/：载入时移动了0.02",
        "danwei a /a/：首次载入301kB，超过300kB",
        "danwei a /a/：再次载入61kB，超过60kB",
    ]
    assert album.slowest([sound, bad])[1] == "danwei a /a/：90毫秒"


def test_gallery_takes_a_page_once_that_several_read_alike() -> None:
    alike = crawl.Found(
        "jingban", "s1", {"home": "/", "rules": "/rules/"}, frozenset(), {"home": 1, "rules": 2}
    )
    other = crawl.Found(
        "juling", "s2", {"home": "/", "rules": "/rules/"}, frozenset(), {"home": 3, "rules": 2}
    )

    found = gallery.different([alike, other], ())

    assert [(one.username, one.name, one.also) for one in found] == [
        ("jingban", "home", []),
        ("jingban", "rules", ["juling"]),
        ("juling", "home", []),
    ]


def test_what_differs_each_time_makes_no_other_page() -> None:
    one, two = (
        f'<header class="site-header x">{name}</header><p>a</p><input name="form_key" value="{name}">'
        for name in ("甲", "乙")
    )

    assert crawl.OF_THE_MOMENT.sub("", one) == crawl.OF_THE_MOMENT.sub("", two)


def test_gallery_index_shows_every_picture_and_escapes_what_it_says(tmp_path: Path) -> None:
    seen = album.Seen("jingban", "home", "/<b>/", also=["juling"], pictures={390: "home-jingban-390.jpg"})
    album_index.write_index([seen], tmp_path)
    text = (tmp_path / "index.html").read_text("utf-8")

    assert 'src="home-jingban-390.jpg"' in text
    assert 'data-who="jingban juling"' in text
    assert "juling看到的相同" in text
    assert "<b>" not in text


def test_demo_of_the_scripts_takes_nothing_from_the_caller(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere")
    found = demo_site.environ(tmp_path, 8123)

    assert "DATABASE_URL" not in found
    assert (found["YANLING_DATA_DIR"], found["PORT"], found["YANLING_DEMO"]) == (str(tmp_path), "8123", "1")
