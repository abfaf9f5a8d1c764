"""A year that is over."""

import pytest

from grants.models import Agreement
from grants.reports.ending import end
from tests import make
from tests.grants.steps import Office, close_year


@pytest.fixture
def closed(office: Office) -> Agreement:
    """Ended in a year that is closed."""
    programme = office.open_programme("100.00", year=2566)
    agreement = office.active(make.allocation(programme, "ปีก่อน", "100.00"), "100.00")
    office.accept(office.report(office.pay(agreement, 1)))
    end(agreement, by=office.approves)
    close_year(programme, by=office.approves)
    return Agreement.objects.get(pk=agreement.pk)
