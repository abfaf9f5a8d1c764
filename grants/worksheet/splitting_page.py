"""Split a round sum by tier: weights and a sum, a preview of every amount, and writing it."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from editing.baht import BahtFormField
from editing.keys import key_in
from grants.budget.allocation import Allocation
from grants.budget.doors import staffed_programme
from grants.budget.programme import Programme
from grants.worksheet.edits import Edit, save_edits
from people.signed_in import person_of
from thai.amounts import NO_BAHT
from thai.splitting import TierShare, split_by_tier

STEPS = (
    ("0.01", gettext_lazy("one satang")),
    ("1", "1"),
    ("100", "100"),
    ("500", "500"),
    ("1000", "1,000"),
    ("5000", "5,000"),
)


class SplitForm(forms.Form):
    """A sum, the step to which amounts are rounded, and for each tier a weight or a fixed amount."""

    total = BahtFormField(label=gettext_lazy("Sum to split (baht)"))
    step = forms.ChoiceField(label=gettext_lazy("Round to (baht)"), choices=STEPS, initial="1000")
    equal = forms.BooleanField(
        label=gettext_lazy("Every organisation of a tier gets the same; what cannot be divided stays over"),
        required=False,
        initial=True,
    )

    def __init__(self, data: QueryDict | None, *, tiers: list[tuple[str, int]], initial: dict[str, object]):
        super().__init__(data, initial=initial)
        self.tiers = tiers
        for index, _tier in enumerate(tiers):
            self.fields[f"weight-{index}"] = forms.DecimalField(
                label=gettext_lazy("Weight"),
                required=False,
                min_value=Decimal(0),
                max_digits=8,
                decimal_places=2,
                localize=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"fixed-{index}"] = BahtFormField(
                label=gettext_lazy("Fixed amount (baht)"), required=False
            )

    @property
    def tier_rows(self) -> list[tuple[str, int, forms.BoundField, forms.BoundField]]:
        """Each tier with the number of its organisations and its two fields."""
        return [
            (tier, count, self[f"weight-{index}"], self[f"fixed-{index}"])
            for index, (tier, count) in enumerate(self.tiers)
        ]

    @property
    def shares(self) -> dict[str, TierShare]:
        """What each tier gets; one that says nothing is left out, and its organisations keep what they have."""
        found = {}
        for index, (tier, _count) in enumerate(self.tiers):
            weight, fixed = self.cleaned_data[f"weight-{index}"], self.cleaned_data[f"fixed-{index}"]
            if weight is not None or fixed is not None:
                found[tier] = TierShare(weight or Decimal(0), fixed)
        return found

    def clean(self) -> None:
        super().clean()
        typed = self.cleaned_data
        for index, (tier, _count) in enumerate(self.tiers):
            if typed.get(f"weight-{index}") is not None and typed.get(f"fixed-{index}") is not None:
                self.add_error(
                    f"fixed-{index}",
                    _("Give %(tier)s a weight or a fixed amount, not both.") % {"tier": tier or _("No tier")},
                )
        if not self.errors and not self.shares:
            raise ValidationError(_("Give at least one tier a weight or a fixed amount."), code="required")
        total = typed.get("total")
        if total is not None and total < 0:
            self.add_error("total", _("The amount cannot be negative."))


@dataclass(frozen=True, slots=True)
class SplitRow:
    """What one organisation has and would have."""

    allocation: Allocation
    amount: Decimal

    @property
    def change(self) -> Decimal:
        return self.amount - self.allocation.amount


@dataclass(frozen=True, slots=True)
class Preview:
    """Every organisation that takes part, what the steps leave over, and what is left under the ceiling."""

    rows: list[SplitRow]
    rest: Decimal
    remaining: Decimal

    @property
    def total(self) -> Decimal:
        return sum((row.amount for row in self.rows), NO_BAHT)

    @property
    def before(self) -> Decimal:
        return sum((row.allocation.amount for row in self.rows), NO_BAHT)

    @property
    def versions(self) -> str:
        return " ".join(f"{row.allocation.pk}:{row.allocation.version}" for row in self.rows)


def preview_of(programme: Programme, rows: list[Allocation], form: SplitForm) -> Preview:
    """Work out the split. Raises ValidationError when the fixed amounts are more than the sum."""
    shares = form.shares
    taking_part = [row for row in rows if row.tier in shares]
    try:
        split = split_by_tier(
            form.cleaned_data["total"],
            [row.tier for row in taking_part],
            shares,
            step=Decimal(form.cleaned_data["step"]),
            equal=form.cleaned_data["equal"],
        )
    except ValueError as error:
        raise ValidationError(_("The fixed amounts together are more than the sum."), code="fixed") from error
    found = [SplitRow(row, amount) for row, amount in zip(taking_part, split.amounts, strict=True)]
    rise = sum((row.change for row in found), NO_BAHT)
    return Preview(found, split.rest, programme.remaining - rise)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose weights and a sum (GET), see every amount, and confirm (POST); what is confirmed is worked out again."""
    programme = staffed_programme(request, pk)
    rows = list(
        programme.allocations.exclude(state=Allocation.State.CANCELLED).select_related(
            "organisation__province"
        )
    )
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.tier] = counts.get(row.tier, 0) + 1
    tiers = sorted(counts.items(), key=lambda pair: (not pair[0], pair[0]))
    sent = request.POST if request.method == "POST" else request.GET
    form = SplitForm(sent if "total" in sent else None, tiers=tiers, initial={"total": programme.ceiling})
    preview = None
    if form.is_bound and form.is_valid():
        try:
            preview = preview_of(programme, rows, form)
        except ValidationError as error:
            form.add_error(None, error)
    edits: list[Edit] = []
    if preview is not None and request.method == "POST" and programme.state != Programme.State.CLOSED:
        edits, is_written = _confirm(request, programme, preview)
        if is_written:
            return HttpResponseRedirect(reverse("worksheet", args=[programme.pk]))
        programme.refresh_from_db()
    refused = {edit.pk: edit.refusals for edit in edits if edit.refusals}
    context = {
        "programme": programme,
        "form": form,
        "preview": preview,
        "refused": [(row, refused[row.pk]) for row in rows if row.pk in refused],
        "may_edit": programme.state != Programme.State.CLOSED,
        "carried": [(name, sent[name]) for name in form.fields if name in sent],
    }
    return TemplateResponse(request, "grants/worksheet/split.html", context)


def _confirm(request: HttpRequest, programme: Programme, preview: Preview) -> tuple[list[Edit], bool]:
    """Write the amounts that were on the page; a row that somebody has changed since is refused, and with it all."""
    seen = dict(
        pair.split(":", 1) for pair in request.POST.get("versions", "").split() if pair.count(":") == 1
    )
    if set(seen) != {str(row.allocation.pk) for row in preview.rows}:
        messages.error(
            request, _("Organisations have joined or left since the preview. Look at the amounts again.")
        )
        return [], False
    edits = []
    for row in preview.rows:
        version = key_in(seen[str(row.allocation.pk)])
        edit = Edit.of(row.allocation, version or 0, row.amount)
        if edit.is_change or edit.seen != row.allocation.shown:
            edits.append(edit)
    refused = save_edits(programme, edits, by=person_of(request))
    for sentence in refused:
        messages.error(request, sentence)
    if refused or any(edit.refusals for edit in edits):
        return edits, False
    said = ngettext("%(count)s amount is written.", "%(count)s amounts are written.", len(edits))
    messages.success(request, said % {"count": len(edits)})
    return edits, True
