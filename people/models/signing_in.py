"""What the portal keeps about signing in: the sessions that are open, and what was typed wrong."""

from django.db import models
from django.utils import timezone

from people.models.person import User


class OpenSession(models.Model):
    """A session as Django keeps them (people/open_sessions.py), and for who is signed in whose it is; no address."""

    session_key = models.CharField(max_length=40, primary_key=True)
    session_data = models.TextField()
    expire_date = models.DateTimeField(db_index=True)
    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)  # something was done, to the minute
    browser = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.since}"


class Tries(models.Model):
    """How often something wrong was typed for an account, from an address, both, or in a browser; digests name them."""

    account = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    wrong = models.PositiveIntegerField(default=0)  # in a row: for these the next one waits
    last = models.DateTimeField(default=timezone.now)
    told = models.BooleanField(default=False)  # the person, by mail
    since_in = models.PositiveIntegerField(default=0)  # wrong ones since she was in
    codes = models.PositiveIntegerField(default=0)  # of them, codes after her right password

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "address"], name="tries_counted_once")]

    def __str__(self) -> str:
        return f"{self.wrong}, {self.last}"
