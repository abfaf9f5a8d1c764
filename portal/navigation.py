"""The links at the head of every page: only those that the person may follow."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import User
from people.roles import AGREEMENT_ROLES, BUDGET_ROLES, PAYING_ROLES, SITTING_ROLES, Role

# Where the pages about money live; on them the head of the page carries their own links too.
MONEY_ROOMS = ("/programmes/", "/agreements/", "/reports/", "/payments/")


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation` and `money_navigation` (label, address, is current) and `who`, in words."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": [], "money_navigation": [], "who": ""}
    money, on_money = money_links(user), request.path.startswith(MONEY_ROOMS)
    links = [(_("Home"), reverse("home"))]
    if user.reads_budgets:
        links += [(_("Plan"), reverse("plans")), (_("Budget"), reverse("budget-years"))]
    if user.has_role(Role.COORDINATOR) and user.coordinated_organisations:
        links.append((_("Activities"), reverse("own-activities")))
    if user.sees_every_region:
        links.append((_("Catalogues"), reverse("catalogues")))
    if user.reads_budgets or (user.has_role(Role.COORDINATOR) and user.coordinated_organisations):
        links.append((_("Registers"), reverse("registers")))
    if user.sees_every_region or user.has_role(*SITTING_ROLES):
        links.append((_("Committees"), reverse("committees")))
    if money:
        links.append((_("Grants and agreements"), money[0][1]))
    if user.sees_every_region or user.importing_region_numbers():
        links.append((_("Bring in tables"), reverse("imports")))
    if user.works_in_admin:
        links.append((_("Edit data"), reverse("admin:index")))
    here = request.path
    current = "" if on_money else _longest(links, here)
    # A report or an entry that stands under no page of the list stands under its agreement.
    money_current = _longest(money, here) or reverse("agreements") if on_money else ""
    roles = [
        f"{membership.get_role_display()} · {membership.region}"
        if membership.region
        else membership.get_role_display()
        for membership in user.current_memberships
    ]
    return {
        "navigation": [
            {"label": label, "url": url, "current": url == (money[0][1] if on_money and money else current)}
            for label, url in links
        ],
        "money_navigation": [
            {"label": label, "url": url, "current": url == money_current}
            for label, url in (money if on_money else [])
        ],
        "who": ", ".join(roles),
    }


def money_links(user: User) -> list[tuple[str, str]]:
    """The pages about money that are for this person, the one she works on most first."""
    sees_all, roles = user.sees_every_region, {membership.role for membership in user.current_memberships}
    pages = [
        (_("What I owe and am owed"), "owed", (Role.COORDINATOR,), False),
        (_("Worksheets"), "programmes", BUDGET_ROLES, True),
        (_("Agreements"), "agreements", AGREEMENT_ROLES, True),
        (_("Waits for me"), "queue", (Role.REGIONAL_STAFF, Role.MENTOR, Role.FINANCE), True),
        (_("Payments"), "payments", PAYING_ROLES, True),
        (_("Due and late"), "due", AGREEMENT_ROLES, True),
    ]
    first = {Role.MENTOR: "queue", Role.FINANCE: "payments"}
    links = [
        (label, name)
        for label, name, for_roles, for_head_office in pages
        if roles & set(for_roles) or (sees_all and for_head_office)
    ]
    most = next((first[role] for role in first if roles == {role}), "")
    links.sort(key=lambda link: link[1] != most)
    return [(label, reverse(name)) for label, name in links]


def _longest(links: list[tuple[str, str]], here: str) -> str:
    """The address of the link that a page stands under."""
    return max((address for _label, address in links if here.startswith(address)), key=len, default="")
