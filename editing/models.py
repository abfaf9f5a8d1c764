"""What was pressed: see once.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Press(models.Model):
    """One press of a form that has done something, and the address of what it made."""

    key = models.CharField(max_length=64, primary_key=True)
    address = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("press of a form")
        verbose_name_plural = _("presses of forms")

    def __str__(self) -> str:
        return self.address or self.key
