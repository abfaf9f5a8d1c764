"""Forms of records that several people edit: each knows its version, and asks every rule of the record."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.acting import Refusals
from editing.beside import as_sent, told
from editing.figures import take_any_digits
from editing.held import Held
from editing.texts import TextInput
from editing.words import in_words


class Asking:
    """For forms whose sender may be asked whether she means it: parts/meant.html shows the box for her yes."""

    question = ""  # the key of what was asked

    def refuse(self, refused: Refusals) -> None:
        """Say on the form why it was not taken."""
        self.question = refused.key
        for sentence in refused:
            self.add_error(None, sentence)  # type: ignore[attr-defined]


def typed_in(form: forms.BaseForm, of: str = "") -> list[tuple[str, str]]:
    """What was typed into a form that is not shown again, each under its label, for its sender to copy."""
    told = []
    for field in form.visible_fields():
        if field.widget_type == "checkbox":
            continue
        choices = {str(key): label for key, label in getattr(field.field, "choices", ())}
        typed = str(field.value() or "")
        if value := str(choices.get(typed, typed)):
            told.append((f"{of} {field.label}".strip(), value))
    return told


def choice_in(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    """The field of a form in which a record is chosen. Raises TypeError for another kind of field."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is no choice of a record")
    return field


def _standing_on(version: int, typed: Any, field: str) -> Any:
    """What was typed, to be sent once more on the version that is shown now."""
    anew = typed.copy()
    anew[field] = str(version)
    return anew


class VersionedForm(forms.ModelForm):
    """A form that knows which version of the record it was opened on, and asks every constraint.

    A save on an older version is refused once: what was typed stays, beside it stands what the other
    person saved, and a second save wins knowingly.
    """

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="")

    refusal = ""  # what the database said to this form when it was valid and still could not be saved

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            take_any_digits(field)
        if self.instance.pk:
            self.fields["opened_version"].initial = self.instance.version

    def clean(self) -> None:
        super().clean()
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        # The instance was read after its writers were made to wait, so its version is the newest.
        if self.instance.pk and self.instance.version != self.cleaned_data.get("opened_version"):
            self._name_their_values()
            self.open_again()
            raise ValidationError(
                gettext(
                    "Someone else has saved this record since you opened it. What you typed is still here; "
                    "beside each field that differs stands what they saved. Save again to keep yours."
                ),
                code="newer_version",
            )

    def open_again(self) -> None:
        """Let the form, when it is sent once more, stand on the version that is shown now."""
        self.data = _standing_on(self.instance.version, self.data, self.add_prefix("opened_version"))

    def _name_their_values(self) -> None:
        columns = {field.name: field for field in self.instance._meta.fields}
        for name in self.changed_data:
            field = self.fields[name]
            if name not in self.cleaned_data or field.widget.is_hidden:
                continue
            if name in columns:
                theirs = in_words(getattr(self.instance, name), columns[name])
            elif (
                field.initial is not None
            ):  # said beside the columns: a number as written, boxes that are ticked
                theirs = told(field, as_sent(field.initial))
            else:
                continue
            self.add_error(name, gettext("They saved: %(value)s") % {"value": theirs})

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        # Django asks only constraints whose fields all stand on the form; the record is whole, so ask all.
        try:
            self.instance.validate_constraints(exclude=self.asked_by_the_formset())
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]

    def asked_by_the_formset(self) -> set[str]:
        """Fields whose uniqueness depends on the other rows of the page."""
        return {name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)}


class OpenedForm(forms.Form):
    """A form that asks something of a record without being its own: it knows on which version it was opened."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, record: Held, data: QueryDict | None = None, *, initial: dict[str, object]):
        self.record = record
        super().__init__(data, initial={**initial, "opened_version": record.version})

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("opened_version") not in (None, self.record.version):
            self.data = _standing_on(self.record.version, self.data, "opened_version")
            raise ValidationError(
                gettext(
                    "Someone has changed this since you opened the page. What you typed is still here; compare it "
                    "with the present values and send it again."
                ),
                code="newer_version",
            )


class ReasonedForm(VersionedForm):
    """A record's own page: there a person may say why, and the history keeps it."""

    change_reason = TextInput(
        label=_("Reason"),
        required=False,
        max_length=255,
        help_text=_("Why you enter or change this; kept in the history beside your name."),
    )


class VersionedRows(BaseInlineFormSet):
    """Rows under a record, each with its version; together they keep the rules that no row can see alone."""

    def clean(self) -> None:
        # Django's own check of doubled rows names the field in code; ours says the constraint's sentence.
        self._check_deleted()
        if any(form.errors for form in self.forms if not self.is_deleted(form)):
            return
        for constraint in self.fk.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and self.fk.name in constraint.fields:
                self._check_unique(constraint)

    def _check_deleted(self) -> None:
        stale = [
            form
            for form in self.initial_forms
            # The errors of a row that goes are shown to nobody, so this one is said above the rows.
            if self.is_deleted(form) and form.has_error(NON_FIELD_ERRORS, code="newer_version")
        ]
        if stale:
            raise ValidationError(
                gettext(
                    "Someone else has changed “%(record)s” since you opened this page. "
                    "Look at it again; save once more to delete it."
                )
                % {"record": stale[0].instance},
                code="newer_version",
            )

    def _check_unique(self, constraint: models.UniqueConstraint) -> None:
        """Compare the rows as they will be, so that two rows may hand a value over in one save."""
        seen = set()
        for row in self.rows_to_be():
            if constraint.condition is not None and not constraint.condition.check(
                row._get_field_expression_map(meta=row._meta)
            ):
                continue
            key = tuple(
                getattr(row, row._meta.get_field(name).attname)
                for name in constraint.fields
                if name != self.fk.name
            )
            if key in seen and None not in key:
                raise ValidationError(constraint.get_violation_error_message(), code="unique")
            seen.add(key)

    def rows_to_be(self) -> list[Any]:
        """The rows of this record after the save, those included that came while the page was open."""
        shown = [form for form in self.forms if form.instance.pk or form.has_changed()]
        on_page = {form.instance.pk for form in shown}
        kept = [form.instance for form in shown if not self.is_deleted(form)]
        return kept + [row for row in self.get_queryset() if row.pk not in on_page]

    def is_deleted(self, form: forms.ModelForm) -> bool:
        return self.can_delete and self._should_delete_form(form)  # type: ignore[attr-defined]
