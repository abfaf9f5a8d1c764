"""The progress of a plan as a table that goes out."""

from django.utils.translation import gettext as _

from participation.outcomes.lines import LineProgress, PlanProgress
from tables.writing import ExportColumn, ExportTable


def progress_table(progress: PlanProgress) -> ExportTable:
    """One row a line, and their sums: the figures of the plan's page."""
    columns = (
        ExportColumn(_("No."), 6, meaning=_("the line's number in the plan")),
        ExportColumn(
            _("Form of participation"), 50, meaning=_("the form of participation as the plan writes it")
        ),
        ExportColumn(_("Held"), 10, meaning=_("how many activities took place by accepted reports")),
        ExportColumn(_("of promised"), 10, meaning=_("how many activities the plan promises")),
        ExportColumn(_("Reports accepted"), 12, meaning=_("how many reports on its activities are accepted")),
        ExportColumn(
            _("Reports that wait"), 12, meaning=_("how many reports on its activities wait to be decided on")
        ),
        ExportColumn(_("Indicators reached"), 12, meaning=_("how many indicators reached their target")),
        ExportColumn(_("of those with a target"), 12, meaning=_("how many indicators have a target")),
    )
    rows = [
        (line.line.number or line.line.order, line.line.form_words, *_figures(line))
        for line in progress.lines
        if line.line is not None
    ]
    rows.append(("", _("Together"), *_figures(progress.total)))
    title = _("Progress of the plan")
    return ExportTable(title=title, lines=(f"{title}: {progress.plan}",), columns=columns, rows=tuple(rows))


def _figures(line: LineProgress) -> tuple[int, ...]:
    held, reached = line.held, line.reached
    return (held.count, held.all, line.accepted, line.sent, reached.count, reached.all)
