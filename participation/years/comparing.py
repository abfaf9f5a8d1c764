"""Two plans side by side: two versions, two years of a region, two regions of a year."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from participation.matching import NEAR_ENOUGH, match_pieces
from participation.models import ItemKind
from participation.years.paper import PaperItem, PaperLine, PlanPaper, cell_labels
from thai.text import match_key


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """An item in both, or in one of them alone."""

    before: PaperItem | None
    after: PaperItem | None
    moved: bool = False

    @property
    def text_before(self) -> str:
        return self.before.text if self.before else ""

    @property
    def text_after(self) -> str:
        return self.after.text if self.after else ""

    @property
    def state(self) -> str:
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        if self.before.text != self.after.text:
            return "reworded"
        return "moved" if self.moved else "same"


@dataclass(slots=True)
class ComparedLine:
    """A line in both, or in one of them alone, with its items by cell."""

    before: PaperLine | None
    after: PaperLine | None
    moved: bool = False
    items: dict[str, list[ComparedItem]] = field(default_factory=dict)

    @property
    def state(self) -> str:
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        same = self.before.form_words == self.after.form_words
        changed = not same or any(item.state != "same" for item in self.all_items)
        return "reworded" if changed else "moved" if self.moved else "same"

    @property
    def all_items(self) -> list[ComparedItem]:
        return [item for items in self.items.values() for item in items]

    @property
    def cells(self) -> list[tuple[str, list[ComparedItem]]]:
        return [(label, self.items.get(kind, [])) for kind, label in cell_labels()]

    @property
    def form_before(self) -> str:
        line = self.before or self.after
        return line.form_words if line else ""

    @property
    def form_after(self) -> str:
        line = self.after or self.before
        return line.form_words if line else ""

    @property
    def number_before(self) -> str:
        return self.before.number or str(self.before.order) if self.before else ""

    @property
    def number_after(self) -> str:
        return self.after.number or str(self.after.order) if self.after else ""

    @property
    def form(self) -> int:
        line = self.after or self.before
        return line.form if line else 0


def counted(lines: Sequence[ComparedLine]) -> dict[str, int]:
    """How many items were added, are gone, were reworded and moved."""
    states = [item.state for line in lines for item in line.all_items]
    return {state: states.count(state) for state in ("added", "gone", "reworded", "moved")}


def counted_lines(lines: Sequence[ComparedLine]) -> dict[str, int]:
    """How many lines were added, are gone and moved; none is named where none was."""
    states = ["moved" if line.moved else line.state for line in lines]
    found = {state: states.count(state) for state in ("added", "gone", "moved")}
    return found if any(found.values()) else {}


def compare(before: PlanPaper, after: PlanPaper) -> list[ComparedLine]:
    """Pair lines and items: by the key they have for life, by what was copied from what, then by likeness."""
    lines = _paired_lines(before.lines, after.lines)
    kin = _kin_of([item for line in before.lines for item in line.items], after)
    at = {item.key: line.key for line in before.lines for item in line.items}
    taken = {item.key for item in kin.values()}
    for line in lines:
        for kind in ItemKind.values:
            line.items[kind] = _compared_cell(line, kind, kin, taken, at)
    return lines


def _kin_of(old: Sequence[PaperItem], after: PlanPaper) -> dict[int, PaperItem]:
    """New item's key → the old one that it is, or was copied from; or, read backwards, that was copied from it."""
    by_key = {item.key: item for item in old}
    copies = {item.came_from: item for item in old if item.came_from}
    found: dict[int, PaperItem] = {}
    taken: set[int] = set()
    for line in after.lines:
        for item in line.items:
            kin = by_key.get(item.key) or by_key.get(item.came_from or 0) or copies.get(item.key)
            if kin is not None and kin.key not in taken:
                found[item.key] = kin
                taken.add(kin.key)
    return found


def _paired_lines(before: Sequence[PaperLine], after: Sequence[PaperLine]) -> list[ComparedLine]:
    left = list(before)
    pairs: dict[int, PaperLine] = {}

    def words(line: PaperLine) -> str:
        return match_key("".join(item.text for item in line.items))

    def take(line: PaperLine, other: PaperLine | None) -> None:
        if other is not None:
            pairs[line.key] = other
            left.remove(other)

    for line in after:
        take(
            line, next((o for o in left if line.key in (o.key, o.came_from) or line.came_from == o.key), None)
        )
    for near in (NEAR_ENOUGH, 0):  # at last those of one form stand beside each other, however unlike
        for line in after:
            if line.key not in pairs:
                like = [(fuzz.ratio(words(line), words(o)), -o.order, o) for o in left if o.form == line.form]
                best = max(like, default=None, key=lambda each: each[:2])
                take(line, best[2] if best and best[0] >= near else None)
    stayed = _in_order([pairs[line.key].order for line in after if line.key in pairs])
    found = []
    for line in after:
        old = pairs.get(line.key)
        found.append(ComparedLine(old, line, moved=old is not None and old.order not in stayed))
    for line in left:  # a line that is gone stands behind the others of its form
        place = max((at for at, each in enumerate(found) if each.form <= line.form), default=-1)
        found.insert(place + 1, ComparedLine(line, None))
    return found


def _in_order(places: Sequence[int]) -> set[int]:
    """The most places that still stand one behind the other; what is not among them was moved."""
    chains: list[list[int]] = []
    for place in places:
        before: list[int] = max((chain for chain in chains if chain[-1] < place), default=[], key=len)
        chains.append([*before, place])
    longest: list[int] = max(chains, default=[], key=len)
    return set(longest)


def _compared_cell(
    line: ComparedLine, kind: str, kin: dict[int, PaperItem], taken: set[int], at: dict[int, int]
) -> list[ComparedItem]:
    old = line.before.cell(kind) if line.before else []
    new = line.after.cell(kind) if line.after else []
    free = [item for item in old if item.key not in taken]
    unknown = [item for item in new if item.key not in kin]
    like = {
        item.key: found for item, found in zip(unknown, match_pieces(free, unknown), strict=True) if found
    }
    cell: list[ComparedItem] = []
    for item in new:
        before = kin.get(item.key) or like.get(item.key)
        moved = before is not None and (line.before is None or at[before.key] != line.before.key)
        cell.append(ComparedItem(before, item, moved))
    matched = {found.key for found in like.values()}
    for place, item in enumerate(old):
        if item.key not in matched and item.key not in taken:
            cell.insert(min(place, len(cell)), ComparedItem(item, None))
    return cell
