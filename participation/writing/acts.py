"""Everything that can be done to a plan on its page, by name: the script's door and the plain forms ask here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from editing.keys import key_in
from editing.of_years import of_year
from participation.life import PLAN_LIFE
from participation.models import Plan, PlanItem, PlanLine, StandardActivity
from participation.writing import items, lines
from participation.writing.held import Done, Writer, kind_of
from people.models import User

Entry = TypeVar("Entry", TargetNetwork, StandardActivity)


@dataclass(frozen=True, slots=True)
class SentAct:
    """What came with an act: keys, versions and words, as text."""

    writer: Writer
    values: Mapping[str, str]

    def text(self, name: str = "text") -> str:
        return self.values.get(name, "")

    def number(self, name: str = "version") -> int:
        number = key_in(self.text(name))
        if number is None:
            raise ValidationError(_("The page sent something that the portal cannot read."), code="unknown")
        return number

    @property
    def splits(self) -> bool:
        return self.text("split") == "1"

    @property
    def item(self) -> PlanItem:
        return self.writer.item(self.text("item"))

    @property
    def any_item(self) -> PlanItem:
        return self.writer.any_item(self.text("item"))

    @property
    def line(self) -> PlanLine:
        return self.writer.line(self.text("line"))

    @property
    def any_line(self) -> PlanLine:
        return self.writer.any_line(self.text("line"))

    @property
    def after(self) -> PlanItem | None:
        return self.writer.any_item(self.text("after")) if self.text("after") else None

    @property
    def after_line(self) -> PlanLine | None:
        return self.writer.any_line(self.text("after")) if self.text("after") else None

    @property
    def network(self) -> TargetNetwork | None:
        return self._of_the_catalogue(TargetNetwork, "network")

    @property
    def standard(self) -> StandardActivity | None:
        return self._of_the_catalogue(StandardActivity, "standard")

    def _of_the_catalogue(self, model: type[Entry], name: str) -> Entry | None:
        if not self.text(name):
            return None
        entries = model._default_manager.filter(of_year(self.writer.plan.fiscal_year))
        found = entries.filter(pk=self.number(name)).first()
        if found is None:
            raise ValidationError(
                _("The catalogue has no such entry in the year of the plan."), code="unknown"
            )
        return found


def _add_standard(sent: SentAct) -> Done:
    if sent.standard is None:
        raise ValidationError(_("Choose an activity."), code="required")
    return items.add_standard(sent.writer, sent.line, standard=sent.standard, after=sent.after)


ACTS: dict[str, Callable[[Writer, SentAct], Done]] = {
    "reword": lambda at, sent: items.reword(
        at, sent.item, version=sent.number(), text=sent.text(), split=sent.splits
    ),
    "add": lambda at, sent: items.add(
        at, sent.line, kind_of(sent.text("kind")), after=sent.after, text=sent.text(), split=sent.splits
    ),
    "add_standard": lambda at, sent: _add_standard(sent),
    "split": lambda at, sent: items.split(
        at, sent.item, version=sent.number(), text=sent.text(), rest=sent.text("rest")
    ),
    "join": lambda at, sent: items.join(
        at, sent.item, version=sent.number(), text=sent.text(), above_version=sent.number("above_version")
    ),
    "move": lambda at, sent: items.move(at, sent.item, line=sent.line, after=sent.after),
    "take_out": lambda at, sent: items.take_out(at, sent.item, version=sent.number()),
    "put_back": lambda at, sent: items.put_back(at, sent.any_item, after=sent.after),
    "link": lambda at, sent: items.link(at, sent.item, network=sent.network, standard=sent.standard),
    "take_new_words": lambda at, sent: items.take_new_words(at, sent.item, version=sent.number()),
    "leave_hint": lambda at, sent: items.leave_hint(
        at, sent.item, found=sent.text("found"), is_meant=sent.text("meant") == "1"
    ),
    "add_line": lambda at, sent: lines.add_line(at, at.form(sent.text("form")), after=sent.after_line),
    "take_out_line": lambda at, sent: lines.take_out_line(at, sent.line, version=sent.number()),
    "put_back_line": lambda at, sent: lines.put_back_line(at, sent.any_line, after=sent.after_line),
    "move_line": lambda at, sent: lines.move_line(at, sent.line, after=sent.after_line),
    "number_line": lambda at, sent: lines.number_line(
        at, sent.line, version=sent.number(), number=sent.text("number")
    ),
    "choose_form": lambda at, sent: lines.choose_form(
        at, sent.line, version=sent.number(), form=at.form(sent.text("form"))
    ),
}


def write(plan: Plan, sent: Mapping[str, str], *, by: User) -> Done:
    """Do what was sent ("act" names it) in one transaction.

    Raises NewerWords where another person's words would be lost, ValidationError where it may not be done.
    """
    with PLAN_LIFE.doing("write", plan, by) as held:
        act = ACTS.get(sent.get("act", ""))
        if act is None:
            raise ValidationError(_("The page sent something that the portal cannot read."), code="unknown")
        writer = Writer(held, by)
        done = act(writer, SentAct(writer, sent))
        done.versions = dict(PlanItem.kept.filter(pk__in=done.items).values_list("pk", "version"))
    return done
