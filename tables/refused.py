"""A file that is not read on, as the reading process says it: it knows no Django, so it has a code and no sentence."""


class Refused(Exception):
    """A file that is not read on. `code` is a key of the sentences in tables/refusals.py, `figures` fill its blanks."""

    def __init__(self, code: str, **figures: str | int):
        super().__init__(code)
        self.code = code
        self.figures = figures
