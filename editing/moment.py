"""Of when the figures are that a page, a print or a file shows."""

from django.utils import timezone
from django.utils.translation import gettext

from thai.templatetags.thai import thai_date


def as_of() -> str:
    """ข้อมูล ณ วันที่ 26 พ.ย. 2569 เวลา 18:10 น."""
    now = timezone.localtime()
    return gettext("Data as of %(day)s, %(time)s") % {"day": thai_date(now.date()), "time": f"{now:%H:%M}"}
