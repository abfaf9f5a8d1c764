"""manage.py audit_money: prove that the rules of money, and of decided plans, hold over the whole database."""

from editing.proof.command import AuditCommand
from grants.guard.audit import GUARDED, run_and_keep


class Command(AuditCommand):
    help = (
        "Check every rule of money and plans over the whole database; ends with 1 and names what breaks one."
    )
    guarded, of_what = GUARDED, "money or plans"
    ask = staticmethod(run_and_keep)
