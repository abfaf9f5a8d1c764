"""What a person says about a table: which it is and where it goes, and then what its preview asked."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.fields import refuse_impossible_year
from editing.figures import take_any_digits
from editing.texts import TextInput
from people.models import User
from regions.models import Region
from spreadsheets.batches import pasted_content
from spreadsheets.kinds import kind_named, kinds_open_to, regions_open_to
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options, options_of
from tables.limits import UPLOAD_BYTES
from thai.amounts import AmountRefused, parse_baht
from thai.years import fiscal_year_of, read_year

LAST_ROW = 1_048_576  # of a spreadsheet


class FileForm(forms.Form):
    """A table as a person has it: a file, or what she pasted."""

    file = forms.FileField(
        label=_("The file you have"),
        required=False,
        help_text=_(
            "Excel (.xlsx, .xls), OpenDocument (.ods) or CSV, as it is: title lines and totals may stay."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the table here"),
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Copied from Word, Excel or PowerPoint, with its header."),
    )
    # The clipboard's HTML, where the browser's script could take it: it tells merged cells and line breaks.
    pasted_html = forms.CharField(required=False, strip=False, max_length=3_000_000, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file is not None and file.size > UPLOAD_BYTES:
            raise ValidationError(
                gettext("The file is larger than %(limit)s MB.") % {"limit": UPLOAD_BYTES // 1024 // 1024},
                code="too_large",
            )
        return file

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        has_file, has_text = bool(cleaned.get("file")), bool((cleaned.get("pasted") or "").strip())
        if "file" in cleaned and has_file == has_text:
            raise ValidationError(
                gettext("Choose a file or paste a table, one of the two."), code="file_or_text"
            )

    @property
    def content(self) -> tuple[bytes, str, bool]:
        """The bytes, their name, and whether they were pasted."""
        said = self.cleaned_data
        if said["file"]:
            return said["file"].read(), said["file"].name, False
        return pasted_content(said["pasted"], said["pasted_html"]), gettext("pasted table"), True


class ImportForm(FileForm):
    """Choices stop at the walls: only regions whose tables the person may bring in."""

    kind = forms.ChoiceField(label=_("What table is it?"), widget=forms.RadioSelect)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)
    fiscal_year = TextInput(
        label=_("Fiscal year"),
        max_length=8,
        help_text=_("In Buddhist era, such as 2567"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    ceiling = TextInput(
        label=_("Ceiling of the programme (baht)"),
        required=False,
        help_text=_("Only for a year that has no programme yet."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    fill_down = forms.BooleanField(
        label=pgettext_lazy("import option", "Fill blank cells of a group from the row above"), required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (name, kind.label) for name, kind in kinds_open_to(user).items()
        ]
        regions = Region.objects.open_to_import_by(user)
        offered = [(region.pk, str(region)) for region in regions]
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.fields["region"].choices = offered  # type: ignore[attr-defined]
        self.fields["region"].initial = offered[0][0] if offered else None
        self.fields["fiscal_year"].initial = str(fiscal_year_of(timezone.localdate()))
        if not user.works_in_admin:
            del self.fields["ceiling"]  # a ceiling is the regional office's decision

    def clean_fiscal_year(self) -> int:
        try:
            year = read_year(self.cleaned_data["fiscal_year"])
        except ValueError as error:
            raise ValidationError(
                gettext("Write a year of the Buddhist era, such as 2567."), code="year"
            ) from error
        refuse_impossible_year(year)
        return year

    def clean_ceiling(self) -> Decimal | None:
        text = self.cleaned_data["ceiling"].strip()
        if not text:
            return None
        try:
            return parse_baht(text)
        except AmountRefused as refused:
            raise ValidationError(
                gettext("“%(text)s” is not an amount. Write it like 1,175,000.00") % {"text": text},
                code="amount",
            ) from refused

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if ImportBatch.objects.brought_in_this_month(self.user) >= settings.IMPORTS_A_MONTH:
            raise ValidationError(
                gettext(
                    "You have brought in %(count)d files this month, the most for one person. Whoever runs the portal "
                    "can raise it."
                )
                % {"count": settings.IMPORTS_A_MONTH},
                code="quota",
            )
        kind, region = cleaned.get("kind"), cleaned.get("region")
        if kind and region and not regions_open_to(self.user, kind_named(kind)).filter(pk=region.pk).exists():
            raise ValidationError(
                gettext("You may not bring this kind of table into %(region)s.") % {"region": region},
                code="kind_and_region",
            )


class LookAgainForm(forms.Form):
    """What a person says about a file that is kept: its sheet, its columns, an answer to one of its questions.

    Nothing but what the preview asked is an answer.
    """

    sheet = forms.CharField(
        label=_("Sheet"), required=False, strip=False, max_length=255, widget=forms.HiddenInput
    )
    fill_down = forms.BooleanField(required=False)
    header_row = forms.IntegerField(
        label=_("Row of the headings"), required=False, min_value=1, max_value=LAST_ROW
    )
    answer_code = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    answer_written = forms.CharField(
        label=_("What is asked about"), required=False, strip=False, widget=forms.HiddenInput
    )
    answer = forms.CharField(label=_("Answer"), required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any):
        super().__init__(*args, **kwargs)
        take_any_digits(self.fields["header_row"])
        self.batch, self._names = batch, [column.key for column in batch.kind_of_table.columns]
        kept = batch.preview.get("columns", {})
        for column in batch.kind_of_table.columns:
            self.fields[f"column_{column.key}"] = TextInput(
                label=column.header,
                required=False,
                max_length=3,
                initial=kept.get(column.key, ""),
                validators=[RegexValidator("^[A-Za-z]+$", _("Write the letters of a column, such as C."))],
                widget=forms.TextInput(
                    attrs={"class": "short", "autocomplete": "off", "autocapitalize": "characters"}
                ),
            )
        self.fields["header_row"].initial = batch.preview.get("header_row")
        self.fields["header_row"].widget.attrs |= {"class": "short"}

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{name}"] for name in self._names]

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if "answer" in self.data and not self.errors and not self._is_asked(cleaned):
            raise ValidationError(
                gettext("This question is not asked any more, or that is no answer to it. Look at it again."),
                code="not_asked",
            )

    def clean_answer_written(self) -> str:
        """A browser sends every line break of a field as CR LF."""
        written: str = self.cleaned_data["answer_written"]
        return written.replace("\r\n", "\n")

    def _is_asked(self, cleaned: Mapping[str, object]) -> bool:
        said = cleaned["answer_code"], cleaned["answer_written"]
        remarks = [*self.batch.preview.get("faults", []), *self.batch.preview.get("warnings", [])]
        return any(
            (remark["code"], str(remark["written"])) == said and choice == cleaned["answer"]
            for remark in remarks
            for choice, _words in remark["choices"]
        )

    def options(self) -> Options:
        """What was said before, and now."""
        said, before = self.cleaned_data, options_of(self.batch)
        mapping: dict[str, object] = {
            name: said[f"column_{name}"].upper() for name in self._names if said[f"column_{name}"]
        }
        if mapping and said["header_row"]:
            mapping["header_row"] = said["header_row"]
        now = replace(
            before,
            sheet=said["sheet"] or before.sheet,
            fill_down=said["fill_down"] or before.fill_down,
            mapping=mapping or before.mapping,
        )
        if "fill_down" in self.data:  # a press of its own, either way
            now = replace(
                now, fill_down=said["fill_down"], before=replace(now.before, fill_down=said["fill_down"])
            )
        if said["answer"]:
            now = now.with_answer(said["answer_code"], said["answer_written"], said["answer"])
        return now
