from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Engine
from django.utils import translation

from thai.dates import read_date

ENGINE = Engine(libraries={"thai": "thai.templatetags.thai"})


def shown(expression, value=None, **context):
    template = ENGINE.from_string("{% load thai %}{{ " + expression + " }}")
    return template.render(Context({"value": value, **context}))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("value|baht", Decimal("1175000"), "1,175,000.00"),
        ("value|baht", 0, "0.00"),
        ("value|baht_words", Decimal("95000"), "เก้าหมื่นห้าพันบาทถ้วน"),
        ("value|thai_date", date(2023, 12, 22), "22 ธ.ค. 2566"),
        ("value|thai_date", read_date("ม.ค 60"), "ม.ค. 2560"),
        ("value|fiscal_year", 2567, "2567"),
        ("value|figure", 48200, "48,200"),
        ("value|figure", Decimal("12.00"), "12"),
        ("value|figure", Decimal("1250.50"), "1,250.5"),
        ("value|figure", 0, "0"),
    ],
)
def test_a_page_shows_money_dates_and_years_the_thai_way(expression, value, text):
    with translation.override("th"):
        assert shown(expression, value) == text


@pytest.mark.parametrize("name", ["baht", "baht_words", "thai_date", "fiscal_year", "figure"])
def test_a_value_that_is_not_there_shows_nothing(name):
    assert shown(f"value|{name}") == ""
    assert shown(f"unknown|{name}") == ""


def test_a_moment_is_shown_with_its_date_in_thailand():
    assert shown("value|thai_date", datetime(2023, 12, 21, 18, 0, tzinfo=UTC)) == "22 ธ.ค. 2566"
