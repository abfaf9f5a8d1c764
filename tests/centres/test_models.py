"""Organisations and what they are to NHSO: names, roles, centres, networks."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import models
from django.utils.translation import gettext as _

from centres import catalogue
from centres.models import (
    CoordinationCentre,
    Invitation,
    KnownApart,
    Organisation,
    OrganisationAlias,
    OrganisationPerson,
    OrganisationRole,
    TargetNetwork,
)
from centres.models.network import NetworkFinder
from centres.models.organisation import identity_of, split_issue
from people.models import User
from people.roles import Role
from tests import make
from tests.constraints import constraints_of, said_by_database, said_by_form, sentences

pytestmark = pytest.mark.django_db

Kind = OrganisationRole.Kind


def centre_of(organisation: Organisation, **fields: object) -> CoordinationCentre:
    """A coordination centre with its role, the centre itself unsaved."""
    role = OrganisationRole.objects.create(
        organisation=organisation, kind=Kind.COORDINATION_CENTRE, since=date(2023, 1, 1)
    )
    values = {"level": "province", "province_id": "20", **fields}
    return CoordinationCentre(role=role, **values)


NAMES = [
    # the name as written, the name proper, the issue
    ("ศูนย์ประสานงานฯ จังหวัดฉะเชิงเทรา (ประเด็นคนพิการ)", "ศูนย์ประสานงานฯ จังหวัดฉะเชิงเทรา", "คนพิการ"),
    ("ศูนย์ประสานงานฯ จังหวัดฉะเชิงเทรา (คนพิการ)", "ศูนย์ประสานงานฯ จังหวัดฉะเชิงเทรา", "คนพิการ"),
    ("มูลนิธิ (สาขา 1) กลาง", "มูลนิธิ (สาขา 1) กลาง", ""),
    ("มูลนิธิกลาง", "มูลนิธิกลาง", ""),
    ("(ประเด็นคนพิการ)", "(ประเด็นคนพิการ)", ""),
]


@pytest.mark.parametrize(("written", "proper", "issue"), NAMES)
def test_the_issue_stands_in_the_parentheses_at_the_end(written: str, proper: str, issue: str) -> None:
    assert split_issue(written) == (proper, issue)


def test_three_centres_of_chachoengsao_are_three_organisations() -> None:
    """Paper 3.3 of region 6, 2567: they differ only by the issue in parentheses."""
    name = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดฉะเชิงเทรา"
    issues = ("คนพิการ", "ผู้สูงอายุ", "เกษตรกร")
    made = [make.organisation(f"{name} (ประเด็น{issue})") for issue in issues]
    for organisation, issue in zip(made, issues, strict=True):
        assert organisation.issue == issue
        assert Organisation.objects.named(organisation.name).get() == organisation
    assert not Organisation.objects.named(name).exists()


SAME_NAME = [
    "ศูนย์ประสานงาน จังหวัดชลบุรี",
    "ศูนย์ประสานงานจังหวัดชลบุรี",
    "ศูนย์ประสานงาน  จังหวัดชลบุรี ",
    "ศูนย์ประสานงาน\u200bจังหวัดชลบุรี",
    "ศูนย์ประสานงาน\u00a0จังหวัดชลบุรี",
    "ศูนย์ประสานงาน\ufeffจังหวัดชลบุรี",
    "ศูนย์ประสานงาน\nจังหวัดชลบุรี",
]


@pytest.mark.parametrize("written", SAME_NAME)
def test_spaces_and_invisible_characters_do_not_make_another_organisation(written: str) -> None:
    first = make.organisation(SAME_NAME[0])
    assert Organisation.objects.named(written).get() == first
    again = Organisation(region_id=6, name=written)
    assert said_by_form(again) == sentences([constraints_of("centres")["organisation_once_per_region"]])


def test_the_same_name_in_another_region_is_another_organisation() -> None:
    assert make.organisation("มูลนิธิกลาง", 6) != make.organisation("มูลนิธิกลาง", 11)


def test_an_organisation_is_found_by_an_alias_that_someone_confirmed() -> None:
    organisation = make.organisation("ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดชลบุรี")
    alias = OrganisationAlias(organisation=organisation, name="ศปส. ชลบุรี")
    alias.full_clean()
    alias.save()
    assert Organisation.objects.named("ศปส.ชลบุรี").get() == organisation


def test_one_name_never_means_two_organisations_of_a_region() -> None:
    first, second = make.organisation("มูลนิธิหนึ่ง"), make.organisation("มูลนิธิสอง")
    OrganisationAlias.objects.create(organisation=first, name="หนึ่ง", name_key="หนึ่ง")
    taken = [_("Another organisation of the region has this name.")]
    assert said_by_form(OrganisationAlias(organisation=second, name="มูลนิธิ หนึ่ง")) == taken
    assert said_by_form(OrganisationAlias(organisation=second, name="หนึ่ง")) == taken
    assert said_by_form(Organisation(region_id=6, name="หนึ่ง")) == taken
    Organisation(region_id=11, name="หนึ่ง").full_clean()


WRONG_PLACES = [
    # region, province, district, field that is told
    (6, "84", None, "province"),
    (6, "20", "2101", "district"),
    (11, "20", "2001", "province"),
]


@pytest.mark.parametrize(("region", "province", "district", "field"), WRONG_PLACES)
def test_a_place_outside_the_region_or_the_province_is_refused(
    region: int, province: str, district: str | None, field: str
) -> None:
    organisation = Organisation(region_id=region, name="มูลนิธิกลาง", province_id=province, district_id=district)
    with pytest.raises(Exception, match=field):
        organisation.full_clean()
    Organisation(region_id=6, name="มูลนิธิกลาง", province_id="20", district_id="2001").full_clean()


def refused_by_constraint() -> dict[str, models.Model]:
    """For every constraint of the room a row that breaks it and nothing else."""
    held = make.organisation("มูลนิธิกลาง", province_id="20")
    person = make.user("somchai")
    OrganisationAlias.objects.create(organisation=held, name="กลาง", name_key="กลาง")
    make.tie(person, held, Role.COORDINATOR)
    OrganisationRole.objects.create(organisation=held, kind=Kind.GRANTEE)
    standing = centre_of(make.organisation("ศูนย์หนึ่ง"))
    standing.save()
    standing.parent = standing
    backwards = make.period(0, -1)
    other = make.organisation("มูลนิธิอีกแห่ง")
    KnownApart.say(held, other, by=None)
    placeless = {"name": "มูลนิธิ", "name_key": "มูลนิธิ", "province": None}
    return {
        "organisation_once_per_region": Organisation(
            region_id=6, name="มูลนิธิ กลาง", name_key="มูลนิธิกลาง", province_id="20"
        ),
        "organisation_has_a_name": Organisation(region_id=6, name="…", name_key=""),
        "organisation_district_needs_province": Organisation(region_id=6, district_id="2001", **placeless),
        "alias_once": OrganisationAlias(organisation=held, name="กลาง ", name_key="กลาง"),
        "targetnetwork_ends_after_it_starts": TargetNetwork(
            code="Z9", slug="z9", name_th="ก", name_en="a", kind="other", valid_from=2567, valid_until=2566
        ),
        "alias_ends_after_it_starts": OrganisationAlias(
            organisation=held, name="เดิม", name_key="เดิม", **backwards
        ),
        "alias_has_a_name": OrganisationAlias(organisation=held, name="…", name_key=""),
        "organisationperson_ends_after_it_starts": OrganisationPerson(
            organisation=held, user=person, role=Role.COMPLAINT_OFFICER, **backwards
        ),
        "organisationperson_once": OrganisationPerson(
            organisation=held, user=person, role=Role.COORDINATOR, since=date(2020, 1, 1)
        ),
        "organisationrole_ends_after_it_starts": OrganisationRole(
            organisation=held, kind=Kind.SERVICE_UNIT, **backwards
        ),
        "organisationrole_one_open_of_a_kind": OrganisationRole(organisation=held, kind=Kind.GRANTEE),
        "coordinationcentre_district_named": centre_of(make.organisation("ศูนย์สอง"), level="district"),
        "coordinationcentre_tambon_named": centre_of(
            make.organisation("ศูนย์สาม"), level="tambon", district_id="2001"
        ),
        "coordinationcentre_zone_in_bangkok": centre_of(
            make.organisation("ศูนย์สี่"), level="bangkok_zone", zone="โซน 1"
        ),
        "coordinationcentre_not_its_own_parent": standing,
        "knownapart_once": KnownApart(first=held, second=other),
        "knownapart_in_order": KnownApart(first=other, second=held),
        **refused_invitations(held, person),
    }


def refused_invitations(held: Organisation, person: User) -> dict[str, Invitation]:
    given = {"for_whom": "คุณสมใจ", "given_by": person, "digest": "0" * 64}
    here = {"role": Role.MENTOR, "region_id": 6, **given}
    return {
        "invitation_region_unless_head_office": Invitation(role=Role.MENTOR, **given),
        "invitation_organisation_of_its_people": Invitation(organisation=held, **here),
        "invitation_taken_by_someone": Invitation(state="taken", **here),
        "invitation_not_for_herself": Invitation(state="taken", taken_by=person, **here),
    }


def test_what_no_row_may_hold_is_refused_by_form_and_database_in_one_sentence() -> None:
    constraints = constraints_of("centres")
    refused = refused_by_constraint()
    assert set(refused) == set(constraints)
    for name, record in refused.items():
        (sentence,) = sentences([constraints[name]])
        assert said_by_database(record) == sentence, name
        if name == "coordinationcentre_not_its_own_parent":
            sentence = _(
                "These centres would support each other in a circle."
            )  # the rule about circles sees it first
        assert sentence in said_by_form(record), name


def test_a_role_that_has_ended_may_be_held_again() -> None:
    held = make.organisation("มูลนิธิกลาง")
    OrganisationRole.objects.create(
        organisation=held, kind=Kind.GRANTEE, since=date(2023, 1, 1), until=make.day(-1)
    )
    again = OrganisationRole(organisation=held, kind=Kind.GRANTEE, since=make.day())
    again.full_clean()
    again.save()
    assert list(held.roles.current()) == [again]


def test_a_centre_needs_a_role_as_coordination_centre_of_its_own_region() -> None:
    organisation = make.organisation("มูลนิธิกลาง")
    grantee = OrganisationRole.objects.create(organisation=organisation, kind=Kind.GRANTEE)
    wrong_role = CoordinationCentre(role=grantee, level="province", province_id="20")
    assert _("Choose a role as coordination centre.") in said_by_form(wrong_role)
    wrong_place = centre_of(organisation, province_id="84")
    assert said_by_form(wrong_place) == [_("This province is not in the region.")]


def test_a_centre_without_a_role_is_told_so_and_does_not_break_the_form() -> None:
    supporting = centre_of(make.organisation("ศูนย์หนึ่ง"))
    supporting.save()
    nameless = CoordinationCentre(level="province", province_id="20", parent=supporting)
    assert said_by_form(nameless)


def test_centres_do_not_support_each_other_in_a_circle_nor_over_a_wall() -> None:
    first = centre_of(make.organisation("ศูนย์หนึ่ง"))
    first.save()
    second = centre_of(make.organisation("ศูนย์สอง"), parent=first)
    second.full_clean()
    second.save()
    first.parent = second
    assert said_by_form(first) == [_("These centres would support each other in a circle.")]
    elsewhere = centre_of(make.organisation("ศูนย์สาม", 11), province_id="84", parent=second)
    assert said_by_form(elsewhere) == [_("This centre is in another region.")]


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(-9, -1, False), (-9, 0, True), (-9, 1, True), (0, None, True), (1, None, False)],
)
def test_a_tie_and_a_role_hold_from_their_first_day_through_their_last(
    since: int, until: int | None, holds: bool
) -> None:
    days = make.period(since, until)
    organisation, person = make.organisation("มูลนิธิกลาง"), make.user("somchai")
    OrganisationRole.objects.create(organisation=organisation, kind=Kind.GRANTEE, **days)
    make.tie(person, organisation, Role.COORDINATOR)
    OrganisationPerson.objects.update(**days)
    assert organisation.people.current().exists() == holds
    assert organisation.roles.current().exists() == holds


# ── the catalogue of networks


def test_the_catalogue_holds_the_nine_networks_of_section_13_four_others_and_three_partners() -> None:
    counts = {kind: TargetNetwork.objects.filter(kind=kind).count() for kind in TargetNetwork.Kind}
    assert counts == {"section_13_4": 9, "other": 4, "partner": 3}
    codes = TargetNetwork.objects.filter(kind="section_13_4").values_list("code", flat=True)
    assert sorted(codes) == [f"N{number}" for number in range(1, 10)]


@pytest.mark.usefixtures("machine_of_ascii")
def test_loading_the_catalogue_again_keeps_what_people_have_edited() -> None:
    network = TargetNetwork.objects.get(code="N4")
    network.keywords = "คนพิการ"
    network.save()
    catalogue.load(TargetNetwork)
    network.refresh_from_db()
    assert network.keywords == "คนพิการ"
    assert TargetNetwork.objects.count() == 16


MEANT = [
    ("เครือข่ายคนพิการ", ["N4"]),
    ("เครือข่ายผู้สูงอายุและคนพิการ", ["N3", "N4"]),
    ("ชุมชนแออัด", ["N7"]),
    ("องค์กรชุมชน", []),  # a word that only hints is never taken by itself
    ("อสม. และเกษตรกร", ["N8", "X1"]),
    ("ประชาชนทั่วไป", []),
]


@pytest.mark.parametrize(("text", "codes"), MEANT)
def test_a_network_is_recognised_by_the_words_that_name_it(text: str, codes: list[str]) -> None:
    found = NetworkFinder(TargetNetwork.objects.all()).named_in(text)
    assert sorted(network.code for network in found) == codes


@pytest.mark.parametrize("keywords", ["คนพิการ||พิการ", "|พิการ", "พิการ|"])
def test_an_empty_word_that_would_name_everything_is_refused(keywords: str) -> None:
    network = TargetNetwork.objects.get(code="N4")
    network.keywords = keywords
    assert said_by_form(network)


def test_identity_leaves_case_quotes_and_the_word_for_issue_aside() -> None:
    assert identity_of("สมาคม “คนพิการ” Chon Buri") == identity_of("สมาคมคนพิการ chonburi")
    assert identity_of("ศูนย์ (ประเด็น คนพิการ)") == identity_of("ศูนย์(คนพิการ)")
    assert identity_of("ศูนย์ (คนพิการ)") != identity_of("ศูนย์")


def test_an_organisation_may_take_its_own_former_name_again() -> None:
    held = make.organisation("ชมรมเดิม")
    held.set_name("ชมรมใหม่")
    held.store(by=None)
    held.refresh_from_db()
    held.set_name("ชมรมเดิม")
    held.full_clean()


@pytest.mark.django_db
def test_names_kept_under_an_earlier_rule_are_compared_by_that_of_today(
    capsys: pytest.CaptureFixture[str],
) -> None:
    renewed, twin = make.organisation("ศูนย์ จ.ชลบุรี"), make.organisation("ศูนย์ จังหวัดระยอง")
    doubled = make.organisation("ศูนย์ อื่น")
    Organisation.objects.filter(pk=renewed.pk).update(name_key="ศูนย์จชลบุรี")
    Organisation.objects.filter(pk=doubled.pk).update(name="ศูนย์ จ.ระยอง", name_key="ศูนย์จระยอง")
    call_command("renew_name_keys")
    renewed.refresh_from_db()
    doubled.refresh_from_db()
    assert (renewed.name_key, doubled.name_key) == ("ศูนย์จังหวัดชลบุรี", "ศูนย์จระยอง")
    assert Organisation.objects.named("ศูนย์ จังหวัดชลบุรี").get() == renewed
    assert f"Organisation {doubled.pk}" in capsys.readouterr().out
    assert twin.name_key == "ศูนย์จังหวัดระยอง"
