"""What was there and is no more: who comes for it, or sends what she typed to it, is told what became of it."""

from django.http import Http404


class Gone(Http404):
    """There is nothing at this address any more; `said` is the sentence for a reader who may know why."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
