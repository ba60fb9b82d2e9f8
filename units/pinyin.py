"""The search key of a Chinese name: full spelling and initials, surnames read as surnames."""

from pypinyin import Style, lazy_pinyin

# Surnames that the dictionary would read otherwise; compound ones syllable by syllable.
SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "令狐": "ling hu", "澹台": "tan tai",
    "长孙": "zhang sun", "曾": "zeng", "仇": "qiu", "单": "shan", "解": "xie", "盖": "ge", "区": "ou",
    "查": "zha", "任": "ren", "华": "hua", "朴": "piao", "翟": "zhai", "乐": "yue", "缪": "miao",
    "覃": "qin", "逄": "pang", "冼": "xian",
    "种": "chong", "繁": "po", "召": "shao", "员": "yun", "宓": "mi", "燕": "yan", "葛": "ge", "訾": "zi",
    "秘": "bi", "折": "she", "黑": "he", "纪": "ji", "哈": "ha", "那": "na", "宁": "ning", "牟": "mu",
    "阚": "kan", "郇": "xun", "芮": "rui", "尹": "yin", "褚": "chu", "卜": "bu", "柏": "bai", "重": "chong",
}  # fmt: skip


def spoken(words: str) -> str:
    """Chinese words as they are read aloud, to sort by: “社会保障卡窗口” → “she hui bao zhang …”."""
    syllables = lazy_pinyin("".join(words.split()), style=Style.NORMAL, errors="default", strict=False)
    return " ".join(syllables).lower()


def search_key(name: str) -> str:
    """“王芳” → “wangfang wf”; Latin letters stay as they are; empty for an empty name."""
    name = "".join(name.split())
    surname = next((name[:size] for size in (2, 1) if name[:size] in SURNAMES), "")
    read = SURNAMES[surname].split() if surname else []
    rest = lazy_pinyin(name[len(surname) :], style=Style.NORMAL, errors="default", strict=False)
    syllables = [part.lower() for part in (*read, *rest) if part]
    key = f"{''.join(syllables)} {''.join(part[0] for part in syllables)}".strip()
    return key[:120]
