"""The plain form of a line, for who has no script and for the card on a phone: every item is saved by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editing.keys import key_in
from participation.models import ItemKind, Plan, PlanItem, PlanLine
from participation.writing.acts import write
from participation.writing.held import NewerWords
from people.models import User


@dataclass
class ItemField:
    """An item on the form: its words as typed, the version they were changed from, and what refused them."""

    item: PlanItem
    typed: str
    version: int
    above: str = ""  # behind which item it stands when it is moved up, and when it is moved down
    below: str = ""
    refusal: str = ""
    newer: NewerWords | None = None


@dataclass
class CellFields:
    kind: ItemKind
    label: str
    items: list[ItemField]
    typed: str = ""  # the new item
    refusal: str = ""


class LineForm:
    """The three cells of a line as text boxes; `save` sends each changed box as an act of its own."""

    def __init__(self, plan: Plan, line: PlanLine, sent: Mapping[str, str] | None = None) -> None:
        self.plan, self.line, self.sent = plan, line, sent or {}
        self.refusals: list[str] = []
        self.unsaved: list[tuple[str, str]] = []  # what was typed into items that stand here no more
        self.goes_on_at = ""  # the fragment of what was moved, or of what stands beside what was taken out
        self.cells = self._cells()

    def _cells(self) -> list[CellFields]:
        labels = {
            ItemKind.TARGET: _("Target groups"),
            ItemKind.ACTIVITY: _("Activities"),
            ItemKind.OUTCOME: _("Outcomes"),
        }
        items = list(PlanItem.objects.filter(line=self.line).order_by("order"))
        cells = []
        for kind, label in labels.items():
            fields = [self._field(item) for item in items if item.kind == kind]
            keys = ["", "", *(str(each.item.pk) for each in fields), ""]
            for place, each in enumerate(fields):
                each.above, each.below = keys[place], keys[place + 3]
            cells.append(CellFields(kind, label, fields, self.sent.get(f"new-{kind}", "")))
        return cells

    def _field(self, item: PlanItem) -> ItemField:
        version = self.sent.get(f"version-{item.pk}", "")
        return ItemField(
            item,
            self.sent.get(f"text-{item.pk}", item.text),
            (key_in(version) or 0) if version else item.version,
        )

    @property
    def is_saved(self) -> bool:
        fields = [each for cell in self.cells for each in cell.items]
        refused = [cell.refusal for cell in self.cells] + [each.refusal or each.newer for each in fields]
        return not any(refused) and not self.refusals and not self.unsaved

    def save(self, *, by: User) -> None:
        """Save number, form and each changed item, add what was typed as new, then do what the pressed button says."""
        self._keep_what_is_gone()
        self._save_head(by)
        for cell in self.cells:
            for each in cell.items:
                self._reword(each, by)
            if cell.typed.strip():
                last = str(cell.items[-1].item.pk) if cell.items else ""
                sent = {
                    "act": "add",
                    "line": str(self.line.pk),
                    "kind": cell.kind,
                    "after": last,
                    "split": "1",
                }
                cell.refusal = self._do({**sent, "text": cell.typed}, by)
                if not cell.refusal:
                    cell.typed = ""
        pressed = self.sent.get("do", "")
        if pressed and self.is_saved:
            names = ("act", "item", "line", "after", "version", "kind")
            act = dict(zip(names, pressed.split("/"), strict=False))
            refusal = self._do(act, by)
            self.refusals += [refusal] if refusal else []
            self.goes_on_at = self._beside(act.get("item", ""), is_gone=act["act"] == "take_out")

    def _beside(self, key: str, *, is_gone: bool) -> str:
        for cell in self.cells:
            keys = [str(each.item.pk) for each in cell.items]
            if key in keys:
                place = keys.index(key)
                left = [*keys[place + 1 :], *reversed(keys[:place])] if is_gone else [key]
                return f"#item-{left[0]}" if left else f"#new-{cell.kind}"
        return ""

    def _save_head(self, by: User) -> None:
        """Its number as written, and its form; another form brings the words that the catalogue has now."""
        changes = {
            "number_line": ("number", self.line.number, self.sent.get("number", self.line.number).strip()),
            "choose_form": ("form", str(self.line.form_id), self.sent.get("form", str(self.line.form_id))),
        }
        version = self.sent.get("version", str(self.line.version))
        for act, (name, was, typed) in changes.items():
            if typed == was:
                continue
            refusal = self._do({"act": act, "line": str(self.line.pk), "version": version, name: typed}, by)
            if refusal:
                self.refusals.append(refusal)
                return
            self.line.refresh_from_db()
            version = str(self.line.version)

    def _reword(self, each: ItemField, by: User) -> None:
        opened = self.sent.get(f"opened-{each.item.pk}", each.item.text)
        if each.typed.replace("\r\n", "\n") == opened.replace("\r\n", "\n"):
            each.typed, each.version = each.item.text, each.item.version  # she did not touch it: theirs stays
            return
        sent = {"act": "reword", "item": str(each.item.pk), "version": str(each.version), "text": each.typed}
        try:
            write(self.plan, sent, by=by)
        except NewerWords as newer:
            each.newer, each.version = newer, newer.item.version
        except ValidationError as error:
            each.refusal = " ".join(error.messages)
        else:
            each.item.refresh_from_db()
            each.typed, each.version = each.item.text, each.item.version

    def _do(self, sent: dict[str, str], by: User) -> str:
        try:
            write(self.plan, sent, by=by)
        except ValidationError as error:
            return " ".join(error.messages)
        except NewerWords as newer:
            return _("%(who)s has changed this item since you opened it: “%(text)s”. Look at it again.") % {
                "who": newer.who or _("Somebody"),
                "text": newer.item.text,
            }
        return ""

    def _keep_what_is_gone(self) -> None:
        here = {str(each.item.pk) for cell in self.cells for each in cell.items}
        for name, typed in self.sent.items():
            key = name.removeprefix("text-")
            if (
                name.startswith("text-")
                and key not in here
                and typed != self.sent.get(f"opened-{key}", typed)
            ):
                self.unsaved.append((_("an item that was taken out or moved meanwhile"), typed))
