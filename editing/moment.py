"""Of when the figures are that a page, a print or a file shows."""

from django.utils import timezone
from django.utils.translation import gettext

from thai.dates import format_date
from thai.templatetags.thai import thai_date


def as_of() -> str:
    """ข้อมูล ณ วันที่ 26 พ.ย. 2569 เวลา 18:10 น."""
    now = timezone.localtime()
    return gettext("Data as of %(day)s, %(time)s") % {"day": thai_date(now.date()), "time": f"{now:%H:%M}"}


def as_of_in_a_name() -> str:
    """The same in a file's name, where the file itself has no place for it, in Thai as all of the name."""
    now = timezone.localtime()
    return f"ข้อมูล ณ วันที่ {format_date(now.date())} เวลา {now:%H.%M} น".replace(" ", "-")


def made_at() -> str:
    """The same for programs: 2026-11-26T18:10:00+07:00."""
    return timezone.localtime().isoformat(timespec="seconds")
