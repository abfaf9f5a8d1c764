"""Totals that an office wrote into its table: told by the whole cell, and checked against the rows.

"รวมพลังคนพิการ" is an organisation; "รวม", "รวมทั้งสิ้น 15 แห่ง" and "รวมเป็นเงินทั้งสิ้น 1,175,000 บาท" are totals.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from tables.cells import without_mark
from tables.finder.headers import heading_of
from thai.amounts import NO_BAHT, AmountRefused, parse_baht
from thai.digits import arabic
from thai.text import clean, match_key

_ALL = r"(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|สุทธิ|ทุกแห่ง|ทั้งโครงการ|ทั้งเขต)"
_COUNTED = r"(?:แห่ง|หน่วยงาน|องค์กร|ศูนย์|รายการ|ราย|หน่วย|กลุ่ม|โครงการ|เครือข่าย|กิจกรรม|รูปแบบ|เรื่อง|คน)"
# The only words that a total's label is made of; a name has others. None begins like another one, and no
# choice is taken back, so that a long cell is told at once.
_LABEL_WORDS = (
    r"ยอดยกไป|ยอดยกมา|ยกไป|ยกมา|ย่อย|ยอด|ผล|รวม|ทั้งสิ้น|ทั้งหมด|ทั้งปี|ทั้งโครงการ|ทั้งเขต|ทั้งตาราง|สุทธิ|เป็น|เงิน|งบประมาณ|งบ|วงเงิน"
    rf"|(?:(?:จำนวน|ทั้ง|ทุก)[0-9]{{0,5}}|[0-9]{{1,5}})(?:{_COUNTED}|จังหวัด)|จำนวน|ทั้ง|ทุก"
    r"|ที่ได้รับ|ที่|การจัดสรร|จัดสรร|การสนับสนุน|สนับสนุน|อนุมัติ|อุดหนุน|ค่าใช้จ่าย|ปีงบประมาณ|ประจำปี|ปี|พศ"
    r"|หน้านี้|หน้า|ข้างต้น|ของ|บาท|สปสช|เขต[0-9]{1,2}"
    r"|grandtotal|grand|subtotal|total|overall|sum|amount|budget|baht|thb|[0-9]{1,5}|[-/()+:=]"
)
_LABEL = re.compile(rf"(?>{_LABEL_WORDS})++")
_BEGINS = r"(?:ยอด|ผล)?รวม|ยอด|ทั้ง|ยก|งบ|วงเงิน|จำนวนเงิน|เงิน|ค่าใช้จ่าย|grand|sub|total|overall|sum"
_SAYS_TOTAL = re.compile(rf"(?=(?:{_BEGINS})).*?(?:รวม|ยกไป|ยกมา|total|^sum$|ทั้งสิ้น|ทั้งหมด)")
_SAYS_ALL = re.compile(rf"{_ALL}|grand|overall")
_BEGINS_LIKE_TOTAL = re.compile(r"(?:ยอด|ผล)?รวม|ยอด|ทั้งหมด|ทั้งสิ้น|(?:grand|sub)?-?total|sum", re.IGNORECASE)
_WORDS_IN_BRACKETS = re.compile(r"\([^()0-9]*(?:บาท|สตางค์|ถ้วน)[^()0-9]*\)")
_SENTENCE = re.compile(
    r"(?P<label>[^0-9]{2,60}(?:[0-9]{1,5}[^0-9,.]{1,30})?)\s*[:=]?\s*"
    r"(?P<amount>฿?\s*[0-9][0-9,]*(?:\.[0-9]+)?(?:\s*\.-)?\s*บาท(?:ถ้วน)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?:\s*\.-)?)"
    r"\s*(?:\([^()]*\))?\.?",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?:ยอด|ผล)?รวม(?:ของ|ใน|ทั้ง)?(?:พื้นที่)?"
    r"(?:จังหวัด|จ\.|อำเภอ|ภาค|เขต|สปสช\.?เขต|กลุ่มที่|ประเภทที่|ประเภท|หมวด|ส่วนที่|ด้าน)[^0-9()]{0,40}[0-9]{0,2}"
)
_COUNT = re.compile(rf"\(?(?:จำนวน)?[0-9]{{1,5}}{_COUNTED}\)?")
_LEFTOVER = re.compile(
    r"(?:วงเงิน|งบประมาณ|ยอด|เงิน|จำนวนเงิน|งบ)?(?:งบประมาณ|เงิน)?(?:ที่|ยอด)?"
    r"(?:คงเหลือ|เหลือ|เหลือจ่าย|ยังไม่จัดสรร|รอจัดสรร|สำรอง|สำรองจ่าย|ส่วนต่าง|เบิกจ่ายแล้ว|เบิกแล้ว|จัดสรรแล้ว|จัดสรร|ได้รับจัดสรร|ได้รับ|เฉลี่ย)"
    r"(?:ทั้งสิ้น|ทั้งหมด|สุทธิ)?|วงเงิน|งบประมาณ|วงเงินงบประมาณ|ค่าเฉลี่ย(?:ต่อแห่ง)?|ร้อยละ|คิดเป็นร้อยละ|สูงสุด|ต่ำสุด|balance|remaining|average"
)


class Reach(StrEnum):
    """Which rows a stated sum is about."""

    ALL = "all"  # รวมทั้งสิ้น
    ABOVE = "above"  # รวม: the rows above, or those since the last sum
    BELOW = "below"  # a group's heading that carries the group's sum


@dataclass(frozen=True, slots=True)
class TotalLabel:
    """A cell that says "total". `amount` is set where the cell states the sum itself."""

    reach: Reach
    amount: Decimal | None = None


def total_label(text: str) -> TotalLabel | None:
    """What a whole cell says of a total, or None if it is something else, such as an organisation's name."""
    if len(text) > 200 or not _MAY_BE_TOTAL.search(text):
        return None
    words = arabic(without_mark(clean(text)))
    sentence = _SENTENCE.fullmatch(words)
    if sentence is not None and (reach := _reach_of(sentence["label"])) is not None:
        try:
            return TotalLabel(reach, parse_baht(sentence["amount"]))
        except AmountRefused:
            return None
    reach = _reach_of(words)
    return TotalLabel(reach) if reach is not None else None


_MAY_BE_TOTAL = re.compile(r"ร\W*ว\W*ม|ทั้ง|ยก|total|sum", re.IGNORECASE)


def _reach_of(words: str) -> Reach | None:
    key = match_key(_WORDS_IN_BRACKETS.sub("", words))
    if not _LABEL.fullmatch(key) or not _SAYS_TOTAL.match(key):
        return None
    return Reach.ALL if _SAYS_ALL.search(key) else Reach.ABOVE


def begins_like_total(text: str) -> bool:
    """Whether a cell begins with a total's word and goes on with others ("รวมพลังคนพิการ")."""
    return bool(_BEGINS_LIKE_TOTAL.match(clean(text[:40])))


def placed_total(text: str) -> bool:
    """Whether a cell may be the subtotal of a place or group ("รวมจังหวัดชลบุรี")."""
    if len(text) > 100 or text.lstrip()[:1] not in "รยผ":
        return False
    return bool(_PLACED.fullmatch(re.sub(r"\s+", "", arabic(clean(text)))))


def is_count(text: str) -> bool:
    """Whether a cell only counts entries: "15 แห่ง"."""
    return len(text) < 40 and bool(_COUNT.fullmatch(match_key(text)))


def is_leftover(text: str) -> bool:
    """Whether a cell names money that nobody got: "คงเหลือ", "วงเงินคงเหลือ", "ยังไม่จัดสรร"."""
    return len(text) < 60 and bool(_LEFTOVER.fullmatch(match_key(text)))


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum as stated in a row; `after` is how many rows of the table stand above it."""

    row: int
    column: int
    amount: Decimal
    reach: Reach
    after: int
    label: str


@dataclass(frozen=True, slots=True)
class SumDifference:
    """A stated sum that is not the sum of its rows. `overlooked` rows stand below it and are not in it."""

    stated: Stated
    computed: Decimal
    overlooked: int = 0


@dataclass(slots=True)
class Sums:
    """The amounts of a table in order, None for one that could not be read, and the sums stated among them."""

    amounts: list[Decimal | None] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    total: Decimal = NO_BAHT
    _since_stated: Decimal = NO_BAHT

    def add(self, amount: Decimal | None) -> None:
        self.amounts.append(amount)
        self.total += amount or 0
        self._since_stated += amount or 0

    def without(self, places: set[int]) -> "Sums":
        """The same table with some amounts, by their place, taken for nothing."""
        amounts = [NO_BAHT if place in places else amount for place, amount in enumerate(self.amounts)]
        return replace(self, amounts=amounts, total=sum((amount or NO_BAHT for amount in amounts), NO_BAHT))

    def is_sum_so_far(self, amount: Decimal) -> bool:
        """Whether an amount is the sum of at least two rows above, of all or of those since the last sum."""
        rows = len(self.amounts) - (self.stated[-1].after if self.stated else 0)
        return (rows > 1 and amount == self._since_stated) or (len(self.amounts) > 1 and amount == self.total)

    def is_nearly_sum_so_far(self, amount: Decimal) -> bool:
        """Whether an amount is within a twentieth of the sum of at least three rows above: a total with a slip."""
        return len(self.amounts) > 2 and abs(amount - self.total) * 20 <= self.total

    def state(self, row: int, column: int, amount: Decimal, reach: Reach, label: str) -> None:
        self.stated.append(Stated(row, column, amount, reach, len(self.amounts), label))
        self._since_stated = NO_BAHT

    def differences(self) -> list[SumDifference]:
        """The stated sums that fit no reading. A sum over an amount that could not be read is not judged."""
        sums = list(accumulate((amount or NO_BAHT for amount in self.amounts), initial=NO_BAHT))
        unread = list(accumulate((amount is None for amount in self.amounts), initial=0))

        def between(start: int, end: int) -> Decimal | None:
            return None if unread[end] > unread[start] else sums[end] - sums[start]

        found = []
        totals = [stated for stated in self.stated if stated.reach is not Reach.BELOW]
        summary = self._summary()
        if summary and sum(stated.amount for stated in summary) != self.total and not unread[-1]:
            found.append(SumDifference(summary[0], self.total))
        for index, stated in enumerate(self.stated[: len(self.stated) - len(summary)]):
            fitting = [between(start, end) for start, end in self._spans(index, totals)]
            computed = fitting[0]
            if computed is None or None in fitting or stated.amount in fitting:
                continue
            end = len(self.amounts)
            overlooked = end - stated.after
            if stated.amount != between(0, stated.after) or computed != between(0, end):
                overlooked = 0
            found.append(SumDifference(stated, computed, overlooked))
        return found

    def _summary(self) -> list[Stated]:
        """The sums by group that stand below the whole table, once more or for the first time."""
        found: list[Stated] = []
        for stated in reversed(self.stated):
            if stated.reach is not Reach.BELOW or stated.after < len(self.amounts):
                break
            found.insert(0, stated)
        return found if len(found) > 1 else []

    def _spans(self, index: int, totals: list[Stated]) -> list[tuple[int, int]]:
        """The rows that a stated sum may be the sum of, first those it is most likely about."""
        stated = self.stated[index]
        end = len(self.amounts)
        start = self.stated[index - 1].after if index else 0
        stop = self.stated[index + 1].after if index + 1 < len(self.stated) else end
        everything, so_far = (0, end), (0, stated.after)
        before, below = (start, stated.after), (stated.after, stop)
        if stated.reach is Reach.BELOW:
            return [below, before] if stop > stated.after else [before, so_far]
        is_last = stated is totals[-1]
        if stated.after == 0:
            return [everything, below] if len(totals) > 1 else [everything]
        if len(totals) == 1:
            return [everything]
        if is_last and stated.reach is Reach.ALL and any(other.label != stated.label for other in totals):
            return [everything]
        if stated.after == start:
            return [so_far, everything, below]
        return [before, so_far]

    @property
    def uncovered(self) -> int:
        """How many rows stand below the last of several sums, where each other row stands above one."""
        totals = [stated for stated in self.stated if stated.reach is not Reach.BELOW]
        if len(totals) < 2 or not totals[-1].after:
            return 0
        return len(self.amounts) - totals[-1].after


def is_money_heading(text: str) -> bool:
    """Whether a cell of a title row names a sum: "วงเงินรวม", "งบประมาณทั้งสิ้น"."""
    key = heading_of(text).key if len(text) < 100 else ""
    return bool(_LABEL.fullmatch(key) and (_SAYS_TOTAL.match(key) or key in ("วงเงิน", "วงเงินงบประมาณ")))
