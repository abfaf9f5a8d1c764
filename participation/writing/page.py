"""What the plan's page needs to be its own editor: who writes, what can be chosen, the words of its script."""

from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from participation.life import PLAN_LIFE
from participation.models import FormOfParticipation, StandardActivity
from participation.summaries import PlanSummary
from participation.writing.answers import shape_of
from people.models import User


def writing_context(summary: PlanSummary, user: User) -> dict[str, object]:
    """`writes`: the plan is hers to write; `may_write`: and open now."""
    return {
        "writes": True,
        "may_write": PLAN_LIFE.open_to(summary.plan, user)["write"],
        "shape": shape_of(summary),
        "catalogue": _catalogue(summary.fiscal_year),
        "forms": FormOfParticipation.objects.for_year(summary.fiscal_year),
        "said": _said(),
    }


def _catalogue(fiscal_year: int) -> dict[str, object]:
    """The networks, and the standard activities of each form of the year, by key."""
    activities: dict[int, list[dict[str, object]]] = {}
    for each in StandardActivity.objects.for_year(fiscal_year).select_related("form"):
        entry = {"pk": each.pk, "number": f"{each.form.number}.{each.number}", "name": each.name}
        activities.setdefault(each.form_id, []).append(entry)
    networks = [{"pk": each.pk, "name": each.name_th} for each in TargetNetwork.objects.for_year(fiscal_year)]
    return {"activities": activities, "networks": networks}


def _said() -> dict[str, str]:
    """What the script says, in the reader's language."""
    return {
        "target": _("Target group %(place)s, line %(line)s"),
        "activity": _("Activity %(place)s, line %(line)s"),
        "outcome": _("Outcome %(place)s, line %(line)s"),
        "add_target": _("+ Target group"),
        "add_activity": _("+ Activity"),
        "add_outcome": _("+ Outcome"),
        "saved": _("Saved %(time)s"),
        "saving": _("Saving…"),
        "unsaved": _("Not saved yet"),
        "reload": _("Open the page anew"),
        "offline": _(
            "No connection. Changes that wait in this browser: %(count)s. They are kept when the page is closed, "
            "and sent when it has a connection again."
        ),
        "offline_unkept": _(
            "No connection, and this browser keeps nothing. Leave this page open until the connection is back."
        ),
        "offline_card": _(
            "No connection. What you typed is kept in this browser; save again when the connection is back."
        ),
        "not_taken": _("The portal did not take this. What you typed is kept in this browser."),
        "undone_acts": _("Moved, opened or taken out, and not done any more: %(count)s."),
        "split": _("Split into %(count)s items"),
        "undone": _("Undone"),
        "redone": _("Done again"),
        "up": _("Move up (Alt+↑)"),
        "down": _("Move down (Alt+↓)"),
        "out": _("Take out"),
        "network": _("Network"),
        "no_network": _("No network"),
        "standard": _("Standard activity"),
        "no_standard": _("No standard activity"),
        "grip": _("Drag to move"),
        "line_grip": _("Drag to move the line"),
        "keys": _("Enter: next item · Alt+↑↓: move"),
        "choose": _("Search the standard activities, or type your own"),
        "own": _("Type it myself"),
        "none_left": _("All standard activities of this form are in the plan."),
        "line_up": _("Move the line up (Alt+Shift+↑)"),
        "line_down": _("Move the line down (Alt+Shift+↓)"),
        "line_out": _("Take the line out"),
        "amend": _("Propose it as an amendment"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "forget": _("Discard"),
        "here": _("%(name)s is at this line"),
        "here_page": _("%(name)s is on this page"),
        "save": _("Save"),
        "close": _("Close"),
        "ended": _("Your session has ended. Sign in and go on: what you typed is still here."),
    }
