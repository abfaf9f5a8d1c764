"""Two people at one record: the version that tells the second one that the first has saved."""

from django.db import models


class Versioned(models.Model):
    """A record that counts its saves, so that a form opened before the last one is noticed (regions/forms.py)."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
