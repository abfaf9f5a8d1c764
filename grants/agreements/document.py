"""What a template may say of an agreement: the names, what each stands for, and how it is written.

docs/agreement-template.md and the admin's page list the same names.
"""

from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from editing.word.template import BLANK, Field, Vocabulary, written, written_day
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from thai.money_words import baht_words, format_baht

FIELDS = (
    Field("title", _("title by kind"), "สัญญาสนับสนุนการดำเนินงาน"),
    Field("number", _("number on the paper, else the running number"), "สปสช.06/2567/001"),
    Field("running_number", _("running number"), "ปชส-06-2567-001"),
    Field("office", _("name of the office"), "สำนักงานหลักประกันสุขภาพแห่งชาติ เขต … (ตัวอย่าง)"),
    Field("organisation", _("organisation"), "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน จังหวัดชลบุรี"),
    Field("province", _("province of the organisation"), "ชลบุรี"),
    Field("programme", _("programme name"), "โครงการสนับสนุนกลไกการมีส่วนร่วมของภาคประชาชน"),
    Field("budget_code", _("budget code"), "มร-67-0601"),
    Field("fiscal_year", _("fiscal year"), "2567"),
    Field("purpose", _("purpose"), "พัฒนาศักยภาพแกนนำเครือข่ายภาคประชาชน"),
    Field("amount", _("amount in figures"), "175,000.00"),
    Field("amount_words", _("amount in words"), "หนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน"),
    Field("instalment_count", _("number of instalments"), "2"),
    Field("signed_on", _("day of signing"), "20 ตุลาคม 2566"),
    Field("starts_on", _("first day"), "1 พฤศจิกายน 2566"),
    Field("ends_on", _("last day"), "30 กันยายน 2567"),
    Field("return_days", _("days for returning unspent money"), "90"),
    Field("return_due_on", _("last day for returning unspent money"), "29 ธันวาคม 2567"),
    Field("office_signatory", _("signs for the office"), "นายสมชาย ตัวอย่าง"),
    Field("office_position", _("position in the office"), "ผู้อำนวยการเขต"),
    Field("organisation_signatory", _("signs for the organisation"), "นางสาวสมหญิง ตัวอย่าง"),
    Field("organisation_position", _("position in the organisation"), "ประธานศูนย์ประสานงาน"),
    Field("today", _("today"), "22 พฤศจิกายน 2566"),
)
# Of each row of `instalments`: {%tr for part in instalments %} … {{ part.amount }} … {%tr endfor %}
PART_FIELDS = (
    Field("number", _("number of the instalment"), "1"),
    Field("amount", _("amount in figures"), "87,500.00"),
    Field("amount_words", _("amount in words"), "แปดหมื่นเจ็ดพันห้าร้อยบาทถ้วน"),
    Field("percent", _("share of the amount in percent"), "50"),
    Field("due_on", _("due on"), "15 พฤศจิกายน 2566"),
    Field("waits_for", _("waits for"), "เมื่อลงนามในสัญญา"),
)
VOCABULARY = Vocabulary(FIELDS, {"instalments": PART_FIELDS})
# A sample for offices to begin from (scripts/make_agreement_template.py).
OWN_TEMPLATE = Path(__file__).with_name("agreement.docx")
TITLES = {
    Agreement.Kind.CONTRACT: "สัญญาสนับสนุนการดำเนินงาน",
    Agreement.Kind.MOA: "บันทึกข้อตกลงสนับสนุนการดำเนินงาน",
}


def values_of(agreement: Agreement) -> dict[str, object]:
    """What the paper says, in Thai whatever language the person reads; what is not known yet is a line of dots."""
    with translation.override("th"):
        return _values_of(agreement)


def _values_of(agreement: Agreement) -> dict[str, object]:
    programme, organisation = agreement.programme, agreement.organisation
    parts = list(agreement.instalments.exclude(state="cancelled").order_by("number"))
    texts = {
        "title": TITLES[Agreement.Kind(agreement.kind)],
        "number": agreement.number_as_typed or agreement.number,
        "running_number": agreement.number,
        "office": f"สำนักงานหลักประกันสุขภาพแห่งชาติ {programme.region.name_th}",
        "organisation": agreement.name_on_paper,
        "province": str(organisation.province or ""),
        "programme": programme.name,
        "budget_code": programme.budget_code,
        "fiscal_year": str(programme.fiscal_year),
        "purpose": agreement.allocation.purpose,
        "amount": format_baht(agreement.amount),
        "amount_words": baht_words(agreement.amount),
        "instalment_count": str(len(parts)),
        "signed_on": written_day(agreement.signed_on),
        "starts_on": written_day(agreement.starts_on),
        "ends_on": written_day(agreement.ends_on),
        "return_days": str(settings.RETURN_DAYS),
        "return_due_on": written_day(agreement.return_due_on),
        "office_signatory": agreement.office_signatory,
        "office_position": agreement.office_position,
        "organisation_signatory": agreement.organisation_signatory,
        "organisation_position": agreement.organisation_position,
        "today": written_day(timezone.localdate()),
    }
    values: dict[str, object] = {name: written(text) or BLANK for name, text in texts.items()}
    values["instalments"] = [_values_of_part(part, agreement.amount) for part in parts]
    return values


def _values_of_part(part: Instalment, whole: Decimal) -> dict[str, str]:
    return {
        "number": str(part.number),
        "amount": format_baht(part.amount),
        "amount_words": baht_words(part.amount),
        "percent": f"{(part.amount * 100 / whole).quantize(Decimal('0.01')).normalize():f}",
        "due_on": written_day(part.due_on) or "–",
        "waits_for": written(part.waits_for) or "–",
    }
