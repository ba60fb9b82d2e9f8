"""What printing says when it cannot."""


class PaperError(Exception):
    """A paper could not be printed. The text is for the user: what happened and what to do."""
