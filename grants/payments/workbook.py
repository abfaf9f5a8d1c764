"""The list of payments that finance fills in and sends back: which instalment was paid when, by which document."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.workbooks import NAMES, ORDER
from people.roles import PAYING_ROLES
from tables.cells import Reading, Remark, quoted, read_amount, read_day, read_note
from tables.kinds import Column, Row, TableKind
from tables.names import read_name
from tables.sheets import Cell, CellKind
from thai.digits import arabic
from thai.text import clean, match_key

LONGEST_DOCUMENT_NUMBER = 60  # that the ledger keeps
_INSTALMENT = re.compile(r"(?:งวด(?:ที่)?\s*)?([0-9]{1,3})(?:\.0+)?(?:\s*/\s*[0-9]{1,3})?")


def read_instalment(cell: Cell) -> Reading:
    """The number of an instalment: 1 · ๑ · งวดที่ 1 · 1/2."""
    written = clean(cell.text)
    found = _INSTALMENT.fullmatch(arabic(written)) if cell.kind in (CellKind.TEXT, CellKind.NUMBER) else None
    if found is None or not int(found[1]):
        message = _("%(text)s is not the number of an instalment. Type a number, such as 1.")
        return Reading(
            written=written, faults=[Remark("not_an_instalment", message % {"text": quoted(written)})]
        )
    return Reading(value=int(found[1]), written=written)


def read_payment_day(cell: Cell) -> Reading:
    """The day of a payment. A date cell has one meaning, whatever the year that the program shows it in."""
    reading = read_day(cell)
    if cell.kind is CellKind.DATE:
        reading.warnings.clear()
    # The row tells each day as it was read.
    reading.warnings = [remark for remark in reading.warnings if remark.code != "date_two_digits"]
    return reading


def read_document_number(cell: Cell) -> Reading:
    reading = read_note(cell)
    if len(reading.written) > LONGEST_DOCUMENT_NUMBER:
        message = _(
            "The document number has %(length)d characters; at most %(longest)d are taken. Shorten it."
        )
        values = {"length": len(reading.written), "longest": LONGEST_DOCUMENT_NUMBER}
        reading.faults.append(Remark("too_long", message % values))
    return reading


def agreement_key(number: str) -> str:
    """What two spellings of an agreement's number have in common."""
    return match_key(arabic(number))


def instalment_of(row: Row) -> tuple[str, int] | None:
    agreement, number = row.values.get("agreement"), row.values.get("instalment")
    return (agreement_key(agreement), number) if agreement and number else None


PAYMENTS = TableKind(
    name="payments",
    label=gettext_lazy("list of payments"),
    subject="name",
    amount="amount",
    order="order",
    identity=instalment_of,
    roles=PAYING_ROLES,
    has_total=False,
    needs_person=True,
    page=("payments", gettext_lazy("Open the payments")),
    stays=gettext_lazy(
        "Payments are entries of the ledger, which never change and never disappear, so this import cannot be "
        "undone. A payment that did not happen is taken back on its own page, by two persons."
    ),
    columns=(
        ORDER,
        Column(
            "agreement",
            "เลขที่นิติกรรมสัญญา",
            read_note,
            ("เลขที่สัญญา", "นิติกรรมสัญญาเลขที่", "สัญญาเลขที่", "เลขที่ข้อตกลง", "Agreement number", "Agreement"),
        ),
        Column("instalment", "งวดที่", read_instalment, ("งวด", "งวดเงิน", "งวดเงินที่", "Instalment")),
        Column("name", "ชื่อหน่วยงาน", read_name, ("ผู้รับเงิน", "ชื่อผู้รับเงิน", "จ่ายให้", *NAMES)),
        Column("amount", "จำนวนเงิน", read_amount, ("ยอดจ่าย", "จำนวนเงินที่จ่าย", "เงินงวด", "Amount")),
        Column(
            "paid_on",
            "วันที่จ่าย",
            read_payment_day,
            ("วันที่จ่ายเงิน", "วันที่โอน", "วันที่โอนเงิน", "จ่ายวันที่", "โอนวันที่", "Payment date", "Paid on"),
            required=False,
            may_be_dash=True,
        ),
        Column(
            "document",
            "เลขที่เอกสาร",
            read_document_number,
            ("เลขที่เอกสารจ่าย", "เลขที่ใบสำคัญจ่าย", "เลขที่ฎีกา", "เลขที่ใบโอน", "Document number"),
            required=False,
            may_be_dash=True,
        ),
    ),
)
