"""A sum in parts: whatever the sum, the tiers and the step, no satang is lost and no one is favoured."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.splitting import Split, TierShare, split_by_shares, split_by_tier

SUMS = st.integers(0, 10**12).map(lambda satang: Decimal(satang) / 100)
STEPS = st.sampled_from([Decimal("0.01"), Decimal("1"), Decimal("500"), Decimal("1000"), Decimal("2500.50")])
WEIGHTS = st.integers(0, 500).map(lambda tenths: Decimal(tenths) / 10)
TIERS = st.lists(st.sampled_from("ABC"), max_size=40)


@st.composite
def patterns(draw: st.DrawFn) -> list[int]:
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=6)))
    return [after - before for before, after in pairwise([0, *cuts, 100])]


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        ("175000", [50, 50], ["87500.00", "87500.00"]),
        ("95000", [40, 40, 20], ["38000.00", "38000.00", "19000.00"]),
        ("0.01", [50, 50], ["0.01", "0.00"]),
        ("100.01", [40, 40, 20], ["40.01", "40.00", "20.00"]),
        ("0.99", [33, 33, 34], ["0.33", "0.33", "0.33"]),
        ("5", [100], ["5.00"]),
    ],
)
def test_the_usual_patterns_come_out_to_the_satang(amount: str, shares: list[int], parts: list[str]) -> None:
    assert split_by_shares(Decimal(amount), shares) == [Decimal(part) for part in parts]


@pytest.mark.parametrize("shares", [[], [50, 49], [60, 50], [120, -20], [100, 0]])
def test_percentages_that_do_not_add_up_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        split_by_shares(Decimal("100"), shares)


@pytest.mark.parametrize("amount", ["-1", "0.001"])
def test_what_is_no_amount_of_baht_is_not_split(amount: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        split_by_shares(Decimal(amount), [50, 50])


@given(SUMS, patterns())
def test_instalments_add_up_and_are_within_a_satang_of_their_share(
    amount: Decimal, shares: list[int]
) -> None:
    parts = split_by_shares(amount, shares)
    assert sum(parts) == amount
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - amount * share / 100) < Decimal("0.01")


@given(SUMS, TIERS, st.dictionaries(st.sampled_from("ABC"), WEIGHTS), STEPS, st.booleans())
def test_amounts_and_rest_are_the_sum(
    total: Decimal, tiers: list[str], weights: dict[str, Decimal], step: Decimal, equal: bool
) -> None:
    split = _by_weights(total, tiers, weights, step, equal)
    assert sum(split.amounts) + split.rest == total
    assert split.rest >= 0
    assert all(amount >= 0 and amount % step == 0 for amount in split.amounts)
    if sum(weights.get(tier, 0) for tier in tiers) and not equal:
        assert split.rest < step
    if equal:
        assert all(
            first == second
            for (first, tier), (second, other) in pairwise(
                sorted(zip(split.amounts, tiers, strict=True), key=_tier)
            )
            if tier == other
        )
    assert split == _by_weights(total, tiers, weights, step, equal)


def _tier(pair: tuple[Decimal, str]) -> str:
    return pair[1]


@given(SUMS, TIERS, st.dictionaries(st.sampled_from("ABC"), WEIGHTS), STEPS)
def test_a_heavier_tier_never_gets_less_and_equals_differ_by_a_step(
    total: Decimal, tiers: list[str], weights: dict[str, Decimal], step: Decimal
) -> None:
    amounts = _by_weights(total, tiers, weights, step, equal=False).amounts
    rows = sorted(zip((weights.get(tier, Decimal(0)) for tier in tiers), amounts, strict=True))
    for (weight, amount), (heavier, more) in pairwise(rows):
        if weight == heavier:
            assert more - amount <= step
        else:
            assert amount <= more + step
        if not weight:
            assert amount == 0


@given(SUMS, TIERS, st.integers(0, 10**8), STEPS)
def test_fixed_amounts_are_given_as_they_are(
    total: Decimal, tiers: list[str], satang: int, step: Decimal
) -> None:
    fixed = Decimal(satang) / 100
    shares = {
        "A": TierShare(fixed=fixed),
        "B": TierShare(weight=Decimal(2)),
        "C": TierShare(weight=Decimal(1)),
    }
    if fixed * tiers.count("A") > total:
        with pytest.raises(ValueError, match="more than the sum"):
            split_by_tier(total, tiers, shares, step=step)
        return
    split = split_by_tier(total, tiers, shares, step=step)
    assert [amount for amount, tier in zip(split.amounts, tiers, strict=True) if tier == "A"] == [
        fixed
    ] * tiers.count("A")
    assert sum(split.amounts) + split.rest == total


def test_steps_of_a_thousand_leave_a_rest_that_is_seen() -> None:
    split = _by_weights(
        Decimal("100500"), list("AAB"), {"A": Decimal(2), "B": Decimal(1)}, Decimal(1000), False
    )
    assert split == Split([Decimal("40000.00"), Decimal("40000.00"), Decimal("20000.00")], Decimal("500.00"))


def test_whole_steps_go_to_the_first_rows_or_stay_when_a_tier_gets_the_same() -> None:
    weights = {"A": Decimal(1)}
    given_out = _by_weights(Decimal("100000"), list("AAA"), weights, Decimal(1000), equal=False)
    assert given_out.amounts == [Decimal(34000), Decimal(33000), Decimal(33000)]
    the_same = _by_weights(Decimal("100000"), list("AAA"), weights, Decimal(1000), equal=True)
    assert (the_same.amounts, the_same.rest) == ([Decimal(33000)] * 3, Decimal(1000))


@pytest.mark.parametrize(
    ("total", "shares", "step"),
    [
        ("-1", {"A": TierShare(weight=Decimal(1))}, "1"),
        ("100", {"A": TierShare(weight=Decimal(-1))}, "1"),
        ("100", {"A": TierShare(fixed=Decimal(-1))}, "1"),
        ("100", {"A": TierShare(weight=Decimal(1))}, "0"),
    ],
)
def test_nothing_below_zero_is_split(total: str, shares: dict[str, TierShare], step: str) -> None:
    with pytest.raises(ValueError, match="zero"):
        split_by_tier(Decimal(total), ["A"], shares, step=Decimal(step))


def _by_weights(
    total: Decimal, tiers: list[str], weights: dict[str, Decimal], step: Decimal, equal: bool
) -> Split:
    shares = {tier: TierShare(weight=weight) for tier, weight in weights.items()}
    return split_by_tier(total, tiers, shares, step=step, equal=equal)
