"""Chinese typography of a paper's texts: what may not stand in them, where lines may break."""

import re
import unicodedata

OPEN_QUOTES, CLOSE_QUOTES = "“‘", "”’"
BREAK_BEFORE = re.compile(r"(?<=[^\s（《〈“‘【〔\u200b])([“‘])")
BREAK_AFTER = re.compile(r"([”’])(?=[^\s，。、；：！？）》〉”’】〕…—])")
CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’]"
FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
NEAR_CJK = re.compile(rf"(?<={CJK})[,;:!?()]|[,;:!?()](?={CJK})")
NUMERALS = "零一二三四五六七八九"


def clean(text: str) -> str:
    """The text without what no paper can show: control and direction characters, halves of surrogates."""
    kept = (
        char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn")
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def formal(text: str) -> str:
    """Punctuation as an official paper has it: full-width next to Chinese, curly quotes in pairs."""
    text = NEAR_CJK.sub(lambda found: found.group().translate(FULL_WIDTH), clean(text))
    for straight, pair in (('"', "“”"), ("'", "‘’")):
        if straight == '"' or text.count(straight) % 2 == 0:
            marks = iter(pair * text.count(straight))
            text = re.sub(re.escape(straight), lambda _, marks=marks: next(marks), text)  # type: ignore[misc]
    return text


def breakable(text: str) -> str:
    """The text with a zero-width space where a line may break beside a curly quote (UAX 14 forbids it)."""
    return BREAK_AFTER.sub("\\1\u200b", BREAK_BEFORE.sub("\u200b\\1", text))


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return head + (NUMERALS[ones] if ones or not tens else "")
