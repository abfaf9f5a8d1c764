"""How a committee stands on a day beside its rule of that day: which seats are filled, vacant, too many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from committees.models import Committee, CompositionRule, Seat, Sector


@dataclass(frozen=True, slots=True)
class SeatCount:
    """Seats that are filled, beside those that there should be; None where no rule says how many."""

    filled: int
    wanted: int | None

    @property
    def vacant(self) -> int:
        return max(self.wanted - self.filled, 0) if self.wanted is not None else 0

    @property
    def over(self) -> int:
        return max(self.filled - self.wanted, 0) if self.wanted is not None else 0


@dataclass(frozen=True, slots=True)
class SectorPlaces:
    """The seats of one sector, with who has them; without a sector those of whom nobody has said where from."""

    sector: Sector | None
    places: SeatCount
    seats: list[Seat]


@dataclass(frozen=True, slots=True)
class CommitteeStanding:
    """The whole committee on a day."""

    committee: Committee
    day: date
    rule: CompositionRule | None
    whole: SeatCount
    sectors: list[SectorPlaces]
    leading: list[Seat]  # the chair and her deputies, who stand among their sectors too


def standing_of(committee: Committee, day: date) -> CommitteeStanding:
    return standings_of([committee], day)[0]


def standings_of(committees: Sequence[Committee], day: date) -> list[CommitteeStanding]:
    """Each committee's standing on a day, in as many queries for a hundred as for one."""
    rules = list(CompositionRule.objects.on(day).prefetch_related("parts__sector"))
    seated: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(committee__in=committees).on(day).as_listed():
        seated[seat.committee_id].append(seat)
    return [_standing(each, rule_among(rules, each), seated[each.pk], day) for each in committees]


def rule_among(rules: Iterable[CompositionRule], committee: Committee) -> CompositionRule | None:
    """As CompositionRuleQuerySet.of, of rules that were read already."""
    own = {rule.region_id: rule for rule in rules if rule.kind_id == committee.kind_id}
    return own.get(committee.region_id, own.get(None))


def _standing(
    committee: Committee, rule: CompositionRule | None, seats: list[Seat], day: date
) -> CommitteeStanding:
    wanted = {part.sector: part.seats for part in rule.parts.all()} if rule else {}
    named = {seat.sector for seat in seats if seat.sector is not None} | set(wanted)
    sectors: list[SectorPlaces] = []
    for sector in [*sorted(named, key=lambda each: (each.order, each.pk)), None]:
        own = [seat for seat in seats if seat.sector == sector]
        if own or sector is not None:
            # Once a rule stands, a sector that it does not name has no seats.
            count = wanted.get(sector, 0) if rule and sector is not None else None
            sectors.append(SectorPlaces(sector, SeatCount(_voting(own), count), own))
    leading = [seat for seat in seats if seat.duty != Seat.Duty.MEMBER]
    whole = SeatCount(_voting(seats), rule.size if rule else None)
    return CommitteeStanding(committee, day, rule, whole, sectors, leading)


def _voting(seats: list[Seat]) -> int:
    """A rule counts members; advisers and secretaries sit beside them."""
    return sum(seat.has_vote for seat in seats)
