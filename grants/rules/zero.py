"""The number that a difference must come to before a transaction may end."""

from django.db import models

from editing.proof.portal_user import READ_ONLY


class Zero(models.Model):
    """A table of one row, 0. A difference that points here is refused at the end of a transaction unless it is 0.

    Foreign keys are the only rule that both SQLite and PostgreSQL check at the end of a transaction instead of
    after every statement, and the parts of an agreement cannot all change in one statement.
    """

    portal_may = READ_ONLY

    id = models.BigIntegerField(primary_key=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=0), name="zero_is_nothing_else")]

    def __str__(self) -> str:
        return "0"
