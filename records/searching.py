"""What somebody types to find rows of a list."""

MOST_TERMS = 8


def terms(words: str) -> list[str]:
    """The words of a search, each of which a row must hold; those beyond the eighth are passed over."""
    return words.split()[:MOST_TERMS]
