"""The handbook's small Markdown: what it knows, and that nothing else passes as HTML."""

import pytest

from yanling_assess.handbook.markdown import Chapter, Heading, Picture, chapters, inline, slug


def read(text: str) -> list[Chapter]:
    return chapters(text, lambda address: Picture(f"/s/{address}", 40, 30))


def html(text: str) -> str:
    """One block's HTML, without the document's heading."""
    return read(f"# 题\n\n{text}")[0].html.split("\n", 1)[1].strip()


def test_document_is_parted_at_headings_of_the_second_level() -> None:
    found = read("# 手册\n\n开头。\n\n## 甲\n\n### 一\n\n文。\n\n### 二\n\n## 乙\n\n文。")

    assert [chapter.heading for chapter in found] == [
        Heading(1, "手册", "手册"),
        Heading(2, "甲", "甲"),
        Heading(2, "乙", "乙"),
    ]
    assert found[1].heads == [Heading(3, "一", "一"), Heading(3, "二", "二")]
    assert found[1].html == '<h2 id="甲">甲</h2>\n<h3 id="一">一</h3>\n<p>文。</p>\n<h3 id="二">二</h3>\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一行\n第二行", "<p>第一行第二行</p>"),
        ("one\ntwo", "<p>one two</p>"),
        ("- 甲\n- 乙\n  续", "<ul><li>甲</li><li>乙续</li></ul>"),
        ("1. 甲\n2. 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        (
            "| 词 | 意思 |\n|---|---|\n| 甲 | **乙** |",
            (
                '<div class="table-wrap"><table class="table"><thead><tr><th scope="col">词</th>'
                '<th scope="col">意思</th></tr></thead><tbody><tr><td>甲</td>'
                "<td><strong>乙</strong></td></tr></tbody></table></div>"
            ),
        ),
        (
            "![工作台](../static/a.webp)",
            (
                '<figure><img src="/s/../static/a.webp" alt="工作台" width="40" height="30" loading="lazy">'
                "<figcaption>工作台</figcaption></figure>"
            ),
        ),
    ],
    ids=["lines joined", "latin lines", "list", "numbered", "table", "picture"],
)
def test_block_becomes_what_it_says(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**粗**和`码`", "<strong>粗</strong>和<code>码</code>"),
        ("[登记](/record/)", '<a href="/record/">登记</a>'),
        ("[见](#甲)", '<a href="#甲">见</a>'),
        ("[外](https://example.com)", "外"),
        ("[外](//example.com)", "外"),
        ("[坏](javascript:alert(1))", "坏)"),
        ("<script>a & b</script>", "&lt;script&gt;a &amp; b&lt;/script&gt;"),
        ('[a](/x"onclick=1)', '<a href="/x&quot;onclick=1">a</a>'),
    ],
    ids=["bold and code", "page", "heading", "elsewhere", "elsewhere too", "code", "tags", "quotes"],
)
def test_words_of_a_line_are_escaped_and_links_stay_in_the_site(text: str, expected: str) -> None:
    assert inline(text) == expected


def test_tags_in_any_block_are_text() -> None:
    for block in ("{}", "- {}", "1. {}", "| {} |\n|---|\n| {} |", "### {}", "![{}](a)"):
        assert "<b>" not in read("# 题\n\n" + block.replace("{}", "<b>x</b>"))[0].html


def test_heading_is_linked_as_code_hosts_link_it() -> None:
    assert slug("用 nginx（有证书时）") == "用-nginx有证书时"
