"""Organisations on the screen: entered whole, with their names, roles and people."""

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import CoordinationCentre, Organisation, OrganisationRole
from people.models import User
from people.roles import Role
from regions.models import Province
from tests import make
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

ADD = "/admin/centres/organisation/add/"


def page_of(desk: Client, organisation: Organisation) -> OpenForm:
    return OpenForm(desk, f"/admin/centres/organisation/{organisation.pk}/change/")


def test_an_organisation_is_entered_in_one_page_with_names_roles_and_people(desk: Client) -> None:
    person = make.user("somchai", Role.COORDINATOR, 6)
    page = OpenForm(desk, ADD).type(name="ศูนย์ประสานงานฯ ชลบุรี (ประเด็นคนพิการ)", province="20", district="2001")
    page.add_row("aliases", name="ศปส.ชลบุรี").add_row("aliases", name="ศูนย์ชลบุรี")
    page.add_row("roles", kind="grantee").add_row("roles", kind="coordination_centre")
    sent = page.add_row("people", user=person.pk, role=Role.COORDINATOR).send()
    assert sent.is_taken, sent.errors
    made = Organisation.objects.named("ศูนย์ประสานงานฯ ชลบุรี (คนพิการ)").get()
    assert (made.region_id, made.issue) == (6, "คนพิการ")
    assert Organisation.objects.named("ศปส. ชลบุรี").get() == made
    assert set(made.roles.values_list("kind", flat=True)) == {"grantee", "coordination_centre"}
    assert made.people.get().user == person


def test_a_name_is_compared_anew_when_it_is_rewritten(desk: Client) -> None:
    organisation = make.organisation("มูลนิธิเก่า")
    assert page_of(desk, organisation).type(name="มูลนิธิ ใหม่ (คนพิการ)").send().is_taken
    assert Organisation.objects.named("มูลนิธิใหม่ (ประเด็นคนพิการ)").get() == organisation
    assert Organisation.objects.named("มูลนิธิเก่า").get() == organisation  # its former name


ONCE = "This region already has an organisation of that name and issue."


@pytest.mark.parametrize("written", ["มูลนิธิกลาง", "มูลนิธิ  กลาง", "มูลนิธิ\u200bกลาง"])
def test_an_organisation_that_the_region_has_is_refused_in_the_form(written: str, desk: Client) -> None:
    make.organisation("มูลนิธิกลาง")
    other = make.organisation("มูลนิธิอื่น")
    assert _(ONCE) in OpenForm(desk, ADD).type(name=written).send().errors
    assert _(ONCE) in page_of(desk, other).type(name=written).send().errors


@pytest.mark.parametrize("written", ["…", "- -", "\u200b"])
def test_a_name_without_letters_is_refused_in_the_form(written: str, desk: Client) -> None:
    sent = OpenForm(desk, ADD).type(name=written).send()
    assert not sent.is_taken
    assert sent.errors


def test_a_wrong_region_with_rows_below_is_told_and_breaks_nothing(desk: Client) -> None:
    page = OpenForm(desk, ADD).type(name="มูลนิธิกลาง", region="11").add_row("aliases", name="กลาง")
    sent = page.send()
    assert sent.status == 200
    assert sent.errors
    assert not Organisation.objects.exists()


def test_one_name_twice_among_the_other_names_is_told(desk: Client) -> None:
    page = OpenForm(desk, ADD).type(name="มูลนิธิกลาง")
    page.add_row("aliases", name="กลาง").add_row("aliases", name="กลาง ")
    assert _("The organisation already has this other name.") in page.send().errors


def test_a_name_of_another_organisation_is_not_taken_as_an_alias(desk: Client) -> None:
    make.organisation("มูลนิธิกลาง")
    page = OpenForm(desk, ADD).type(name="มูลนิธิใหม่").add_row("aliases", name="มูลนิธิ กลาง")
    assert _("Another organisation of the region has this name.") in page.send().errors


HELD = "The organisation already holds this role."


def test_one_role_is_not_held_twice_at_a_time(desk: Client) -> None:
    page = OpenForm(desk, ADD).type(name="มูลนิธิกลาง")
    page.add_row("roles", kind="grantee").add_row("roles", kind="grantee")
    assert _(HELD) in page.send().errors
    organisation = make.organisation("มูลนิธิอื่น")
    OrganisationRole.objects.create(organisation=organisation, kind="grantee")
    assert _(HELD) in page_of(desk, organisation).add_row("roles", kind="grantee").send().errors
    alone = OpenForm(desk, "/admin/centres/organisationrole/add/")
    assert _(HELD) in alone.type(organisation=organisation.pk, kind="grantee").send().errors


def test_a_role_is_ended_and_given_again_in_one_save(desk: Client) -> None:
    organisation = make.organisation("มูลนิธิกลาง")
    OrganisationRole.objects.create(organisation=organisation, kind="grantee", since=make.day(-1))
    page = page_of(desk, organisation)
    page.type_in_row("roles", 0, until=make.day(-1).isoformat()).add_row("roles", kind="grantee")
    sent = page.send()
    assert sent.is_taken, sent.errors
    assert organisation.roles.count() == 2
    assert organisation.roles.current().count() == 1


def test_the_organisation_of_a_role_does_not_change(desk: Client) -> None:
    first, second = make.organisation("หนึ่ง"), make.organisation("สอง")
    role = OrganisationRole.objects.create(organisation=first, kind="grantee")
    page = OpenForm(desk, f"/admin/centres/organisationrole/{role.pk}/change/")
    assert page.type(organisation=second.pk, document="คำสั่งที่ 1").send().is_taken
    role.refresh_from_db()
    assert (role.organisation, role.document) == (first, "คำสั่งที่ 1")


def test_a_centre_without_a_role_is_told_so(desk: Client) -> None:
    held = make.organisation("ศูนย์หนึ่ง")
    role = OrganisationRole.objects.create(organisation=held, kind="coordination_centre")
    parent = CoordinationCentre.objects.create(role=role, level="province", province_id="20")
    page = OpenForm(desk, "/admin/centres/coordinationcentre/add/").type(province="20", parent=parent.pk)
    sent = page.send()
    assert sent.status == 200
    assert sent.errors


def test_an_organisation_that_is_used_is_not_deleted_and_the_page_says_by_what(desk: Client) -> None:
    allocation = make.allocation(make.programme(), "มูลนิธิกลาง", "5.00")
    address = f"/admin/centres/organisation/{allocation.organisation_id}/delete/"
    assert "มูลนิธิกลาง: 5.00" in desk.get(address).text
    desk.post(address, {"post": "yes"})
    assert Organisation.objects.filter(pk=allocation.organisation_id).exists()


def test_the_catalogue_of_networks_is_kept_by_head_office_alone(desk: Client, head_office: User) -> None:
    address = "/admin/centres/targetnetwork/add/"
    assert desk.get(address).status_code == 403
    client = browser_of(head_office)
    page = OpenForm(client, address).type(
        code="X9", slug="monk", name_th="พระสงฆ์", name_en="Monks", kind="other"
    )
    assert page.send().is_taken


def test_the_sidebar_offers_the_places_of_the_organisations_in_the_list_and_no_others(desk: Client) -> None:
    for name, region, province in (("ก", 6, "20"), ("ข", 6, "21"), ("ค", 11, "84")):
        make.organisation(name, region, province=Province.objects.get(pk=province))
    page = text_at(desk, "/admin/centres/organisation/")
    offered = {key for key in ("20", "21", "22", "84") if f"province__code__exact={key}" in page}
    assert offered == {"20", "21"}


@pytest.mark.parametrize(
    ("issue", "is_free"), [("คนพิการ", False), ("ประเด็นคนพิการ", False), ("เกษตรกร", True)]
)
def test_a_name_that_another_organisation_goes_by_is_free_for_another_issue_alone(
    issue: str, is_free: bool, desk: Client
) -> None:
    other = page_of(desk, make.organisation("มูลนิธิหนึ่ง"))
    assert other.add_row("aliases", name="ศูนย์กลาง (คนพิการ)").send().is_taken
    sent = OpenForm(desk, ADD).type(name=f"ศูนย์กลาง ({issue})").send()
    assert sent.is_taken == is_free
    assert (_("Another organisation of the region has this name.") in sent.page) != is_free
