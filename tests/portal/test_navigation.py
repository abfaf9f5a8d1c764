"""The head of every page leads where a person may go, and nowhere else."""

import pytest

from tests.cast import of_every_role, person
from tests.html import browser_of

pytestmark = pytest.mark.django_db

PLANS, SITS, TABLES, ADMIN = ("/plans/", "/budget/"), ("/committees/",), ("/imports/",), ("/admin/",)
OF_MONEY = ("/programmes/", "/agreements/", "/reports/queue/", "/payments/", "/reports/due/")
# Who, what stands beside the home and her first page of money, and the pages of money as they stand there.
LINKS = {
    "head_office": ((*PLANS, *SITS, *TABLES, *ADMIN), OF_MONEY),
    "officer_6": ((*PLANS, *SITS, *TABLES, *ADMIN), OF_MONEY),
    "finance_6": (
        (*PLANS, *TABLES),
        ("/payments/", "/programmes/", "/agreements/", "/reports/queue/", "/reports/due/"),
    ),
    "mentor_6": (PLANS, ("/reports/queue/", "/programmes/", "/agreements/", "/reports/due/")),
    "coordinator_6": (TABLES, ("/reports/", "/agreements/", "/reports/due/")),
    "member_6": ((*PLANS, *SITS), ("/programmes/", "/agreements/", "/reports/due/")),
    "complaints_6": ((), ()),
    "nobody": ((), ()),
}
TOLD = {"/", *PLANS, *SITS, *TABLES, *ADMIN, *OF_MONEY, "/reports/"}


@pytest.mark.parametrize("who", of_every_role(LINKS))
def test_each_is_led_to_her_own_pages_and_every_link_opens(who: str) -> None:
    hers = browser_of(person(who))
    others, money = LINKS[who]
    head = hers.get("/").context
    links = {link["url"] for link in head["navigation"]}
    assert links & TOLD == {"/", *others, *money[:1]}
    assert head["money_navigation"] == []
    for address in money:
        of_money = hers.get(address).context["money_navigation"]
        assert [link["url"] for link in of_money] == list(money)
        assert [link["url"] for link in of_money if link["current"]] == [address]
    for address in links:
        assert hers.get(address, follow=True).status_code == 200, address
    for address in set(OF_MONEY) - set(money):
        assert hers.get(address).status_code in (403, 404), address
