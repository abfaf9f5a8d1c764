"""What is changed by hand, past every rule, is named by the audit; an untouched database is right."""

import pytest
from django.db import transaction

from grants.guard.audit import MONEY, RULES, TRACES, audit, run_and_keep, violations
from grants.models import Programme, Seal
from tests import make
from tests.grants.guard.corruptions import corruptions
from tests.grants.office_in_the_middle import Middle, middle_of_the_year
from tests.grants.raw_sql import run
from tests.grants.without_rules import nothing_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def middle(db: None) -> Middle:
    """With an agreement that is paid and not reported, and one whose last payment is; the audit has run once."""
    made = middle_of_the_year()
    office, programme = made.office, Programme.objects.get(pk=made.keys["open_year"])
    made["plain_allocation"] = allocation = make.allocation(programme, "องค์กร plain", "60.00")
    made["plain"] = plain = office.active(allocation, "60.00")
    made["plain_1"] = office.pay(plain, 1)
    done = office.active(make.allocation(programme, "องค์กร done", "60.00"), "30.00", "30.00")
    made["done_1_report"] = office.accept(office.report(office.pay(done, 1), spent="25.00"))
    made.keys["last_place"] = Seal.objects.get(record="entry", key=plain.entries.get(kind="payment").pk).place
    run_and_keep()
    return made


def test_an_untouched_database_is_right(middle: Middle) -> None:
    assert "\n".join(violations(RULES)) == ""


def test_each_corruption_is_named_and_none_stops_the_audit(middle: Middle) -> None:
    unnoticed = {}
    with nothing_refused():
        for each in corruptions():
            with transaction.atomic():
                for statement in each.statements:
                    run(statement, middle.keys)
                found = {rule.name: said for rule, said in audit([*MONEY, *TRACES]) if said}
                transaction.set_rollback(True)
            if each.rule not in found:
                unnoticed[each.name] = found
    assert unnoticed == {}
    assert "\n".join(violations(RULES)) == ""


def test_each_kind_of_corruption_has_a_name_of_its_own() -> None:
    names = [each.name for each in corruptions()]
    assert len(names) >= 50
    assert len(set(names)) == len(names)
