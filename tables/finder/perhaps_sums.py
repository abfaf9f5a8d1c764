"""Rows that look like entries and may be the sum of those above or below them: a person is asked.

Without words that hint at it three members make a sum; two organisations may well have the same amount. Where the
table's own total, or its title, counts such a row among the entries, it is one.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from tables.cells import quoted, read_amount
from tables.finder.findings import Findings
from tables.finder.lines import SheetLine
from tables.finder.row_nature import Judge
from tables.finder.totals import Reach
from tables.names import names_organisation
from thai.amounts import NO_BAHT
from thai.digits import arabic
from thai.money_words import format_baht
from thai.sentences import gettext as _
from thai.text import clean

ENTRY, SUM = "entry", "sum"
_OF_ALL = r"(?:แห่ง|ศูนย์|องค์กร|หน่วย|กลุ่ม|เครือข่าย|จังหวัด|มูลนิธิ|สมาคม|ชมรม|ภาคี)"
_SAYS_SUM = re.compile(
    rf"^\W*(?:ยอด|ผล)?รวม(?:ทั้ง|ทุก|{_OF_ALL}|จ\.|เขต|ภาค|อำเภอ|งบ|เงิน|ยอด|โครงการ|กิจกรรม|ของ|\s|$)|^\W*(?:สรุป|ยอด(?:เงิน|งบ|ทั้ง)|total|sum\b)"
    rf"|ทั้งหมด|ทั้งสิ้น|ทั้ง\s*(?:[0-9]+|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)\s*{_OF_ALL}|ทุก{_OF_ALL}|grand total|sub-?\s?total",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Member:
    line: SheetLine
    amount: Decimal
    hinted: bool  # by its name: two members are enough
    says_sum: bool  # whatever its amount


def perhaps_sums(judge: Judge, stated: Collection[Decimal]) -> dict[int, Reach]:
    """The rows that may be sums, and of which rows; `stated` are the sums that the title names."""
    parts: list[list[_Member]] = [[]]
    told = set(stated)
    for line in judge.lines:
        total = judge.total_of(line)
        if total is not None:
            told |= {amount for amount in (total.amount, _amount_of(line)) if amount is not None}
            parts.append([])
        elif line.subject is not None and (amount := _amount_of(line)) is not None:
            says = bool(_SAYS_SUM.search(arabic(clean(line.subject.text[:200]))))
            parts[-1].append(_Member(line, amount, says or judge.is_strange_name(line.subject.text), says))
    whole = sum((member.amount for part in parts for member in part), NO_BAHT)
    found: dict[int, Reach] = {}
    for part in parts:
        if part and whole not in told and sum((member.amount for member in part), NO_BAHT) not in told:
            found |= _in_part(part, judge.numbered)
    return found


def _amount_of(line: SheetLine) -> Decimal | None:
    reading = read_amount(line.amount) if line.amount is not None else None
    return reading.value if reading is not None and not reading.faults else None


def _in_part(part: list[_Member], numbered: bool) -> dict[int, Reach]:
    sums = list(accumulate((member.amount for member in part), initial=NO_BAHT))
    found = {member.line.row: Reach.ABOVE for member in part if member.says_sum}
    starts = {NO_BAHT: 0}  # the sum of all rows before a group, and where it begins
    for place, member in enumerate(part):
        start = starts.get(sums[place] - member.amount)
        if start is not None and _is_enough(member, place - start):
            found[member.line.row] = Reach.ABOVE
            starts[sums[place + 1]] = place + 1
    ends = {sums[-1]: len(part)}
    for place in range(len(part) - 1, -1, -1):
        end = ends.get(sums[place + 1] + part[place].amount)
        if end is not None and _is_enough(part[place], end - place - 1):
            found[part[place].line.row] = Reach.BELOW
            ends[sums[place]] = place
    for rows, reach in ((part, Reach.BELOW), (part[::-1], Reach.ABOVE)):
        found |= {head.line.row: found.get(head.line.row, reach) for head in _heads_of_groups(rows)}
    last, others = part[-1], sums[-2]
    # A name without any word for an organisation is asked about as a name.
    strange = last.hinted and last.line.subject is not None and names_organisation(last.line.subject.text)
    if not numbered and (strange or (len(part) > 2 and last.amount == others > 0)):
        found.setdefault(last.line.row, Reach.ABOVE)
    for member, reach in ((part[-1], Reach.ABOVE), (part[0], Reach.BELOW)):
        others = sums[-1] - member.amount
        if len(part) > 3 and abs(member.amount - others) * 20 <= others:
            found.setdefault(member.line.row, reach)
    return found


def _heads_of_groups(part: list[_Member]) -> list[_Member]:
    """The rows before each group where all rows fall into groups, however small some are; else none."""
    sums = list(accumulate((member.amount for member in part), initial=NO_BAHT))
    ends, follows = {sums[-1]: len(part)}, {}
    for place in range(len(part) - 2, -1, -1):
        end = ends.get(sums[place + 1] + part[place].amount)
        if end is not None and part[place].amount > 0:
            follows[place], ends[sums[place]] = end, place
    heads, place = [], 0
    while place in follows:
        heads.append((place, follows[place]))
        place = follows[place]
    is_whole = place == len(part) and any(_is_enough(part[head], end - head - 1) for head, end in heads)
    return [part[head] for head, _end in heads] if is_whole else []


def _is_enough(member: _Member, members: int) -> bool:
    return member.amount > 0 and members >= (2 if member.hinted else 3)


def ask_about_sum(
    line: SheetLine, column: int, text: str, findings: Findings, leave_out: Callable[[SheetLine], None]
) -> str | None:
    """What a person says of such a row: an entry, or a sum, which is left out; None until she has answered."""
    message = _(
        "%(text)s, %(amount)s baht, may be the sum of other rows. Is it an entry of its own, or a sum?"
    )
    values = {"text": quoted(text), "amount": format_baht(_amount_of(line) or NO_BAHT)}
    choices = ((ENTRY, _("An entry: take it")), (SUM, _("A sum: leave it out")))
    answer = findings.ask("entry_or_sum", message % values, clean(text), choices, line.row, column)
    if answer == SUM:
        leave_out(line)
    return answer
