"""How a paper's number reads."""


def number_words(code: str, year: int, sequence: int) -> str:
    """鄢人社通报〔2026〕9号; without 机关代字 it is the number of an issue: 〔2026〕第9期."""
    return f"{code}〔{year}〕{sequence}号" if code else f"〔{year}〕第{sequence}期"
