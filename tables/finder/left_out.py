"""What of the rows below a header does not go in, or goes in though it looks odd: said at the end, once of a kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tables.cells import quoted
from tables.finder.findings import Findings, listed
from tables.finder.headers import Header
from tables.finder.lines import SheetLine
from tables.sheets import column_letter
from thai.sentences import gettext as _


@dataclass
class LeftOut:
    header: Header
    findings: Findings
    lines: list[SheetLine] = field(default_factory=list)  # headings and remarks
    columns: set[int] = field(default_factory=set)
    unnumbered: list[int] = field(default_factory=list)  # entries without a number among those that have one

    def say(self) -> None:
        if self.columns:
            message = _("These columns are not part of the table and are left out: %(columns)s.")
            self.findings.warn("unknown_columns", message % {"columns": listed(self._named_columns(), 20)})
        if self.lines:
            lines = (f"{line.row} {quoted(line.whole_text)}" for line in self.lines)
            message = _("These rows are read as headings or remarks and are left out: %(rows)s.")
            self.findings.warn("rows_left_out", message % {"rows": listed(lines)}, self.lines[0].row)
        if self.unnumbered:
            message = _(
                "These rows have no running number and are imported: %(rows)s. Check that they are entries."
            )
            self.findings.warn(
                "rows_unnumbered", message % {"rows": listed(self.unnumbered)}, self.unnumbered[0]
            )

    def _named_columns(self) -> Iterator[str]:
        for column in sorted(self.columns):
            heading, letter = self.header.written.get(column), column_letter(column)
            yield f"“{heading}” ({letter})" if heading else letter
