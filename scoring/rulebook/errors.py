"""What is wrong with an edition, in one Chinese line."""


class EditionError(ValueError):
    """An edition cannot be used; the text names file, clause, key and cause."""

    def __init__(self, source: str, place: str, cause: str) -> None:
        self.source = source
        self.place = place
        self.cause = cause
        super().__init__("，".join(part for part in (source, place) if part) + f"：{cause}")
