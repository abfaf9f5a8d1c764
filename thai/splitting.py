"""A sum of money in parts: nothing is lost, nothing is added, and the same sum always splits the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thai.amounts import NO_BAHT

SATANG = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TierShare:
    """What each organisation of a tier gets: a fixed amount of baht, or a part of the rest by weight."""

    weight: Decimal = Decimal(0)
    fixed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """The amount of each organisation in the order given, and what the steps leave over."""

    amounts: list[Decimal]
    rest: Decimal


def split_by_shares(amount: Decimal, shares: Sequence[int]) -> list[Decimal]:
    """Split an amount by percentages such as 40, 40, 20; exact to the satang. Raises ValueError unless they fit.

    A satang that no percentage divides goes to the part that lost most by rounding, the earlier of two equal ones.
    """
    if sum(shares) != 100 or any(share <= 0 for share in shares):
        raise ValueError("shares are percentages above zero that add up to 100")
    return _by_weight(_checked(amount), [Decimal(share) for share in shares], SATANG)


def split_by_tier(
    total: Decimal,
    tiers: Sequence[str],
    shares: Mapping[str, TierShare],
    *,
    step: Decimal = SATANG,
    equal: bool = False,
) -> Split:
    """Split a sum among organisations, given by their tiers, in whole steps (1,000 baht, say).

    Fixed amounts come first, as they are; what is left goes by weight. Whole steps that the weights do not divide
    go to those who lost most by rounding, unless all of one tier are to get the same (`equal`): then they stay in
    the rest. The amounts and the rest always add up to the total. A tier without a share gets nothing. Raises
    ValueError for sums, steps or weights below zero and for fixed amounts above the total.
    """
    if _checked(step) <= 0:
        raise ValueError("a step is more than zero")
    asked = [shares.get(tier, TierShare()) for tier in tiers]
    if any(share.weight < 0 for share in asked):
        raise ValueError("a weight is not below zero")
    fixed = [_checked(share.fixed) if share.fixed is not None else NO_BAHT for share in asked]
    left = _checked(total) - sum(fixed, NO_BAHT)
    if left < 0:
        raise ValueError("the fixed amounts are more than the sum")
    weights = [share.weight if share.fixed is None else Decimal(0) for share in asked]
    parts = _by_weight(left, weights, step, give_whole_steps=not equal)
    amounts = [first + second for first, second in zip(fixed, parts, strict=True)]
    return Split(amounts, _checked(total) - sum(amounts, NO_BAHT))


def _checked(amount: Decimal) -> Decimal:
    if amount < 0 or amount != amount.quantize(SATANG):
        raise ValueError("an amount is not below zero and has at most two decimals")
    return amount.quantize(SATANG)


def _by_weight(
    amount: Decimal, weights: Sequence[Decimal], step: Decimal, *, give_whole_steps: bool = True
) -> list[Decimal]:
    """Split in whole steps by the method of the largest remainder, in whole numbers so that nothing rounds twice."""
    scale = Decimal(10) ** max((-int(weight.as_tuple().exponent) for weight in weights), default=0)
    whole = [int(weight * max(scale, Decimal(1))) for weight in weights]
    of_all = sum(whole)
    if not of_all:
        return [NO_BAHT] * len(whole)
    satang, satang_a_step = int(amount * 100), int(step * 100)
    pieces = [divmod(satang * weight, of_all * satang_a_step) for weight in whole]
    steps = [count for count, _ in pieces]
    if give_whole_steps:
        unplaced = satang // satang_a_step - sum(steps)
        by_loss = sorted(range(len(pieces)), key=lambda row: (-pieces[row][1], row))
        for row in by_loss[:unplaced]:
            steps[row] += 1
    return [(Decimal(count) * step).quantize(SATANG) for count in steps]
