"""The progress of a plan as a table that goes out."""

from django.utils.translation import gettext as _

from participation.outcomes.lines import LineProgress, PlanProgress
from tables.writing import ExportColumn, ExportTable


def progress_table(progress: PlanProgress) -> ExportTable:
    """One row a line, and their sums: the figures of the plan's page."""
    columns = (
        ExportColumn(_("No."), 6),
        ExportColumn(_("Form of participation"), 50),
        ExportColumn(_("Held"), 10),
        ExportColumn(_("of promised"), 10),
        ExportColumn(_("Reports accepted"), 12),
        ExportColumn(_("Reports that wait"), 12),
        ExportColumn(_("Indicators reached"), 12),
        ExportColumn(_("of those with a target"), 12),
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
