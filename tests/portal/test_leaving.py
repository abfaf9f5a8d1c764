"""A person leaves: her roles end, her open work is handed over, and her account is closed, on one page and at once."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models

from centres.models import Invitation, OrganisationPerson
from committees.models import FollowUp, Seat
from deciding.waiting import KINDS as WAITING_KINDS
from grants.models import Report
from participation.activities.writing import begin
from participation.models import ActivityDetail, ActivityReport, ItemKind, PlanItem
from people.models import FactorReset, Membership, User
from people.roles import Role
from portal.leaving_kinds import KINDS, named
from spreadsheets.life import OPEN
from spreadsheets.models import ImportBatch
from tests import make
from tests.cast import CAST
from tests.grants.steps import Office, send_back
from tests.html import Form, browser_of, forms_of, text_at
from tests.uploads import budget_as_csv, upload
from thai.text import clean

pytestmark = pytest.mark.django_db

NAME = {"title": "นางสาว", "first_name": "สมใจ", "last_name": "ใจดี"}
REASON = "ลาออกจากงาน"


def page_of(person: User) -> str:
    return f"/people/{person.pk}/leaving/"


def form_of(by: User, person: User) -> Form:
    return next(form for form in forms_of(text_at(browser_of(by), page_of(person))) if "seen" in form.data)


def filled(form: Form, heirs: dict[str, Any], reason: str = REASON) -> dict[str, Any]:
    """Whoever is named takes over what of a kind asks for somebody; of the rest nobody does."""
    asked = {name: "nobody" for name, _choice in form.choices if "-" in name}
    chosen = {name: heirs.get(name.partition("-")[0], "nobody") for name in asked}
    return {**form.data, **chosen, "reason": reason}


def close(by: User, person: User, heirs: dict[str, Any] | None = None, reason: str = REASON) -> Any:
    data = filled(form_of(by, person), heirs or {}, reason)
    return browser_of(by).post(page_of(person), data, follow=True)


def is_open(person: User) -> bool:
    return User.objects.get(pk=person.pk).is_active


class Everything:
    """A coordinator of whom something of each kind hangs, and the colleague who could take it over."""

    def __init__(self) -> None:
        self.office = Office()
        programme = self.office.open_programme()
        self.agreement = self.office.active(
            make.allocation(programme, "ศูนย์ประสานงาน ระยอง", "95000.00"), "95000.00"
        )
        self.person = self.office.coordinator_of(self.agreement)
        User.objects.filter(pk=self.person.pk).update(**NAME)
        self.person.refresh_from_db()
        Membership.objects.create(
            user=self.person, role=Role.COMMITTEE_MEMBER, region_id=6, since=make.day(-9)
        )
        self.heir = make.user("heir", Role.COORDINATOR, 6, last_name="รับช่วง")
        self.place = self.agreement.organisation
        self.report = self.office.report(self.office.pay(self.agreement, 1))
        self._papers()
        self._activities()
        upload(
            browser_of(self.person), "budget.csv", "budget", budget_as_csv('1,ศูนย์ประสานงาน ระยอง,"90,000"')
        )
        invited = {"role": Role.COORDINATOR, "region_id": 6, "given_by": self.person}
        Invitation.objects.create(for_whom="คุณสมปอง", digest="a" * 64, **invited)
        make.factor(self.person)
        FactorReset.objects.create(
            person=self.person, region_id=6, reason="โทรคุยกันแล้ว", requested_by=self.office.asks
        )

    def _papers(self) -> None:
        committee = make.committee()
        self.seat = make.sits(self.person, committee)
        item = make.meeting(committee).items.get()
        owner = "นางสาวสมใจ ใจดี และเลขานุการ"
        unclean = owner.replace("ใจดี", "ใจ\u200bดี")  # as a text was stored that no form had cleaned
        self.task = FollowUp.objects.create(item=item, what="ส่งรายงาน", owner=unclean, due_on=make.day(9))
        done = {"done_on": make.day(-1), "outcome": "ส่งแล้ว", "due_on": make.day(-1)}
        FollowUp.objects.create(item=item, what="จองห้อง", owner=owner, **done)
        FollowUp.objects.create(item=item, what="ไม่ใช่ของเธอ", owner="บุญสมใจ ใจดี", due_on=make.day(9))

    def _activities(self) -> None:
        plan = make.plan()
        make.plan_line(plan)
        self.item = PlanItem.objects.filter(kind=ItemKind.ACTIVITY)[0]
        self.detail = make.detail(self.item, owner="สมใจ ใจดี ผู้ประสานงาน", organisations=[self.place])
        self.draft = begin(self.item, self.place, by=self.person)


@pytest.fixture
def everything(db: None) -> Everything:
    return Everything()


def test_all_that_hangs_on_her_is_shown_and_handed_over_with_one_press(everything: Everything) -> None:
    she, by, heir = everything.person, everything.office.asks, everything.heir
    hers = browser_of(she)
    page = text_at(browser_of(by), page_of(she))
    [batch] = ImportBatch.objects.all()
    assert batch.state in OPEN
    links = [
        f"/people/{she.pk}/roles/",
        f"/admin/centres/organisation/{everything.place.pk}/change/",
        f"/committees/{everything.seat.committee_id}/",
        f"/committees/tasks/{everything.task.pk}/",
        "/plans/2567/6/",
        f"/imports/{batch.pk}/",
        "/people/invitations/",
        f"/people/factor-resets/{FactorReset.objects.get().pk}/",
        f"/plans/activities/reports/{everything.draft.pk}/",
        f"/reports/{everything.report.pk}/",
    ]
    assert [link for link in links if f'href="{link}"' not in page] == []
    assert "ไม่ใช่ของเธอ" not in page
    assert "จองห้อง" not in page
    assert close(by, she, {"tie": heir.pk, "task": by.pk, "plan": by.pk}).status_code == 200

    yesterday = make.day(-1)
    assert set(Membership.objects.filter(user=she).values_list("until", flat=True)) == {yesterday}
    ties = OrganisationPerson.objects.filter(organisation=everything.place).order_by("pk")
    assert [(tie.user, tie.until) for tie in ties] == [(she, yesterday), (heir, None)]
    assert Seat.objects.get(pk=everything.seat.pk).account is None
    assert FollowUp.objects.get(pk=everything.task.pk).owner == f"{by} และเลขานุการ"
    assert FollowUp.objects.get(what="จองห้อง").owner == "นางสาวสมใจ ใจดี และเลขานุการ"
    assert ActivityDetail.objects.get(pk=everything.detail.pk).owner == f"{by} ผู้ประสานงาน"
    assert ImportBatch.objects.get().state == "closed"
    assert Invitation.objects.get().state == "withdrawn"
    assert FactorReset.objects.get().state == "withdrawn"
    assert ActivityReport.objects.get().state == "draft"
    assert Report.objects.get().sent_by == she
    assert not Authenticator.objects.filter(user=she).exists()

    closed = User.objects.get(pk=she.pk)
    assert not closed.is_active
    assert hers.get("/").status_code == 302
    last = closed.history.first()
    assert (last.history_user, last.is_active) == (by, False)
    assert REASON in last.history_change_reason
    for record in (everything.task, everything.detail, *ties, everything.seat):
        assert record.history.first().history_user == by
    assert str(she) in everything.detail.history.first().history_change_reason
    assert everything.place.pk in User.objects.get(pk=heir.pk).coordinated_organisations


def test_what_she_asked_for_waits_on_for_who_decides(everything: Everything) -> None:
    close(everything.office.asks, everything.person)
    queue = text_at(browser_of(everything.office.mentors), "/reports/queue/")
    assert f"/reports/{everything.report.pk}/" in queue
    assert str(everything.person) in queue


def test_where_nobody_takes_over_the_names_stay_and_the_office_looks_after_it(everything: Everything) -> None:
    close(everything.office.asks, everything.person)
    assert not is_open(everything.person)
    assert everything.place.people.count() == 1
    assert FollowUp.objects.get(pk=everything.task.pk).owner == everything.task.owner
    assert ActivityDetail.objects.get(pk=everything.detail.pk).owner == everything.detail.owner


def test_everything_that_asks_for_somebody_and_the_reason_have_to_be_said(everything: Everything) -> None:
    by, she = everything.office.asks, everything.person
    form = form_of(by, she)
    asked = [name for name in filled(form, {}) if "-" in name]
    assert {name.partition("-")[0] for name in asked} == {"tie", "task", "plan"}
    for left_out in (*asked, "reason"):
        answer = browser_of(by).post(page_of(she), {**filled(form, {}), left_out: ""})
        assert answer.status_code == 422
        assert is_open(she)


def test_only_who_may_takes_an_organisation_over(everything: Everything) -> None:
    """Nobody who decides on what organisations ask for, of another region, or whose account is closed."""
    by, she = everything.office.asks, everything.person
    both = make.user("both", Role.COORDINATOR, 6)
    Membership.objects.create(user=both, role=Role.MENTOR, region_id=6, since=make.day(-9))
    out = make.user("out", Role.COORDINATOR, 6, is_active=False)
    far, member = make.user("far", Role.COORDINATOR, 11), make.user("member", Role.COMMITTEE_MEMBER, 6)
    form = form_of(by, she)
    [name] = [name for name in filled(form, {}) if name.startswith("tie-")]
    assert {value for field, value in form.choices if field == name} <= {
        str(everything.heir.pk),
        "nobody",
        "",
    }
    for person in (both, out, far, member, by, she):
        answer = browser_of(by).post(page_of(she), {**filled(form, {}), name: person.pk})
        assert answer.status_code == 422
    assert is_open(she)


def test_where_another_coordinator_goes_on_nobody_is_asked_for(everything: Everything) -> None:
    make.tie(everything.heir, everything.place, Role.COORDINATOR)
    form = form_of(everything.office.asks, everything.person)
    assert not [name for name in filled(form, {}) if name.startswith("tie-")]
    assert str(everything.heir) in text_at(browser_of(everything.office.asks), page_of(everything.person))


def changed_since(everything: Everything) -> Iterator[Any]:
    yield lambda: make.tie(everything.person, make.organisation("ศูนย์ใหม่"), Role.COORDINATOR)
    yield lambda: everything.task.store(by=None)
    yield lambda: everything.detail.store(by=None)
    yield lambda: Membership.objects.create(
        user=everything.person, role=Role.COMPLAINT_OFFICER, region_id=6, since=make.day(-1)
    )
    yield lambda: send_back(everything.report, {"": "โปรดแก้"}, by=everything.office.mentors)


def test_a_page_that_is_no_longer_true_closes_nothing_and_asks_again(everything: Everything) -> None:
    by, she = everything.office.asks, everything.person
    for change in changed_since(everything):
        data = filled(form_of(by, she), {})
        change()
        answer = browser_of(by).post(page_of(she), data)
        assert answer.status_code == 422
        assert is_open(she)
        [again] = [form for form in forms_of(answer.text) if "seen" in form.data]
        assert again.data["seen"] != data["seen"]
        assert REASON in answer.text


@pytest.mark.parametrize("name", CAST)
def test_who_may_end_all_her_roles_closes_her_account_and_nobody_else(name: str) -> None:
    by = make.user(name, *CAST[name])
    for role in Role:
        person = make.user(f"a_{role}", role, None if role == Role.HEAD_OFFICE else 6)
        of_staff = role in (Role.COORDINATOR, Role.COMMITTEE_MEMBER, Role.COMPLAINT_OFFICER)
        may = name == "head_office" or (name == "officer_6" and of_staff)
        answer = browser_of(by).get(page_of(person))
        assert (answer.status_code == 200 and 'name="seen"' in answer.text) == may, role
        browser_of(by).post(page_of(person), {"reason": REASON, "seen": "", "tie-1": "nobody"})
        assert is_open(person)
        if may:
            close(by, person)
        assert is_open(person) != may, role
    assert browser_of(by).get(page_of(by)).status_code in (403, 404)
    assert is_open(by)


def test_another_region_is_a_wall(officer_6: User, officer_11: User, coordinator_6: User) -> None:
    assert browser_of(officer_11).get(page_of(coordinator_6)).status_code == 404
    make.tie(coordinator_6, make.organisation("ศูนย์ลับสิบเอ็ด", 11), Role.COORDINATOR)
    page = text_at(browser_of(officer_6), page_of(coordinator_6))
    assert "ศูนย์ลับสิบเอ็ด" not in page
    assert 'name="seen"' not in page
    Membership.objects.create(user=coordinator_6, role=Role.MENTOR, region_id=11, since=make.day(-9))
    assert 'name="seen"' not in text_at(browser_of(officer_6), page_of(coordinator_6))
    assert browser_of(officer_6).post(page_of(coordinator_6), {"reason": REASON}).status_code == 200
    assert is_open(coordinator_6)


def test_an_account_with_all_rights_is_closed_by_its_like_alone(head_office: User) -> None:
    runs = make.user("runs", Role.COORDINATOR, 6, is_superuser=True)
    assert 'name="seen"' not in text_at(browser_of(head_office), page_of(runs))
    close(make.user("also_runs", is_superuser=True), runs)
    assert not is_open(runs)


def test_who_came_in_long_ago_shows_first_that_it_is_she(
    officer_6: User, coordinator_6: User, settings: Any
) -> None:
    settings.PROOF_MINUTES = 15
    data, client = filled(form_of(officer_6, coordinator_6), {}), browser_of(officer_6)
    session = client.session
    session["signed_in_at"] = time.time() - 20 * 60
    session.save()
    assert 'name="proof"' in client.post(page_of(coordinator_6), data).text
    assert is_open(coordinator_6)


def test_a_closed_account_is_given_no_organisation(officer_6: User, coordinator_6: User) -> None:
    close(officer_6, coordinator_6)
    tie = OrganisationPerson(
        organisation=make.organisation("ศูนย์ใหม่"),
        user=User.objects.get(pk=coordinator_6.pk),
        role=Role.COORDINATOR,
    )
    with pytest.raises(Exception, match="ปิดแล้ว"):
        tie.full_clean()


def test_head_office_opens_it_again_and_roles_are_given_anew(head_office: User, coordinator_6: User) -> None:
    before = Membership.objects.get(user=coordinator_6)
    close(head_office, coordinator_6)
    page = text_at(browser_of(head_office), page_of(coordinator_6))
    assert "เปิดใช้งาน" in page
    give = {"do": "give", "role": Role.MENTOR, "region": 6}
    browser_of(head_office).post(f"/people/{coordinator_6.pk}/roles/", give)
    with pytest.raises(Exception, match="ปิดแล้ว"):
        Membership(user=coordinator_6, role=Role.MENTOR, region_id=6).give(by=head_office)
    address = f"/admin/people/user/{coordinator_6.pk}/change/"
    [form] = [form for form in forms_of(text_at(browser_of(head_office), address)) if "username" in form.data]
    data = {**form.data, "is_active": "on", "change_reason": "กลับมาทำงาน"}
    assert browser_of(head_office).post(address, data).status_code == 302
    again = User.objects.get(pk=coordinator_6.pk)
    assert again.is_active
    assert not again.has_usable_password()
    before.refresh_from_db()
    assert before.until == make.day(-1)


def test_who_is_opened_again_on_the_same_day_holds_only_what_is_given_anew(
    head_office: User, officer_6: User, coordinator_6: User
) -> None:
    """However her roles and ties began and end; and who brought her in stays known."""
    place = make.organisation("ศูนย์วันนี้")
    today = {"user": coordinator_6, "since": make.day()}
    began = Membership.objects.create(role=Role.COMMITTEE_MEMBER, region_id=6, given_by=officer_6, **today)
    OrganisationPerson.objects.create(organisation=place, role=Role.COORDINATOR, **today)
    ends = make.tie(coordinator_6, make.organisation("ศูนย์ถึงวันนี้"), Role.COORDINATOR)
    OrganisationPerson.objects.filter(pk=ends.pk).update(until=make.day())
    for _time in range(2):
        close(head_office, coordinator_6)
        User.objects.filter(pk=coordinator_6.pk).update(is_active=True)
        again = User.objects.get(pk=coordinator_6.pk)
        assert again.current_memberships == []
        assert not again.organisation_ties.not_over().exists()
        assert coordinator_6.pk in User.objects.get(pk=officer_6.pk).brought
        for role in (Role.COORDINATOR, Role.COMMITTEE_MEMBER):
            Membership(user=again, role=role, region_id=6).give(by=head_office)
        assert len(User.objects.get(pk=again.pk).current_memberships) == 2
    assert Membership.history.filter(id=began.pk).latest().history_user == head_office


def test_staff_read_of_no_role_in_another_region_and_who_closes_instead(
    officer_6: User, coordinator_6: User
) -> None:
    Membership.objects.create(user=coordinator_6, role=Role.MENTOR, region_id=11, since=make.day(-9))
    page = text_at(browser_of(officer_6), page_of(coordinator_6))
    assert "พี่เลี้ยง" not in page
    assert "ให้ส่วนกลางเป็นผู้ปิดบัญชี" in page
    mentor = make.user("mentor_here", Role.MENTOR, 6)
    page = text_at(browser_of(officer_6), page_of(mentor))
    assert "พี่เลี้ยง" in page
    assert "ให้ส่วนกลางเป็นผู้ปิดบัญชี" in page


@pytest.mark.parametrize("what", ["tie", "role"])
def test_who_goes_today_herself_neither_goes_on_nor_takes_over(everything: Everything, what: str) -> None:
    tie = make.tie(everything.heir, everything.place, Role.COORDINATOR)
    rows = OrganisationPerson.objects.filter(pk=tie.pk) if what == "tie" else everything.heir.memberships
    rows.update(until=make.day())
    form = form_of(everything.office.asks, everything.person)
    [name] = [name for name in filled(form, {}) if name.startswith("tie-")]
    offered = (name, str(everything.heir.pk)) in form.choices
    assert offered == (what == "tie")
    if offered:
        assert (
            close(everything.office.asks, everything.person, {"tie": everything.heir.pk}).status_code == 200
        )
        assert rows.get().until is None


def test_periods_of_one_organisation_go_to_one_heir_whose_later_tie_begins_earlier(
    everything: Everything,
) -> None:
    she, heir, place = everything.person, everything.heir, everything.place
    OrganisationPerson.objects.filter(user=she).update(until=make.day(30))
    for person, since in ((she, make.day(31)), (heir, make.day(40))):
        OrganisationPerson.objects.create(organisation=place, user=person, role=Role.COORDINATOR, since=since)
    answer = close(everything.office.asks, she, {"tie": heir.pk})
    assert f"ส่งต่องาน 1 เรื่องให้{heir}" in answer.text
    ties = OrganisationPerson.objects.not_over().filter(organisation=place)
    assert [(tie.user, tie.since) for tie in ties] == [(heir, make.day())]


def test_an_invitation_where_who_closes_sees_nothing_is_withdrawn_too(
    officer_6: User, coordinator_6: User
) -> None:
    far = Invitation.objects.create(
        for_whom="คุณไกล", digest="b" * 64, role=Role.COORDINATOR, region_id=11, given_by=coordinator_6
    )
    assert "คุณไกล" not in text_at(browser_of(officer_6), page_of(coordinator_6))
    close(officer_6, coordinator_6)
    assert Invitation.objects.get(pk=far.pk).state == "withdrawn"


def test_where_nobody_can_take_over_the_page_leads_to_where_a_role_is_given(
    officer_6: User, coordinator_6: User
) -> None:
    make.tie(coordinator_6, make.organisation("ศูนย์เดียว"), Role.COORDINATOR)
    client = browser_of(officer_6)
    page = text_at(client, page_of(coordinator_6))
    assert 'href="/admin/people/user/"' in page
    assert client.get("/admin/people/user/").status_code == 200


@pytest.mark.parametrize(
    ("written", "is_hers"),
    [
        ("สมใจ ใจดี", True),
        ("น.ส.สมใจ  ใจดี ผอ.", True),
        ("นางสาว สมใจ ใจดี และคณะ", True),
        ("ผอ.สมใจ ใจดีและเลขานุการ", True),
        ("บุญสมใจ ใจดี", False),
        ("สมใจ ใจดีมาก", False),
        ("สมใจ", False),
        ("สม\u200bใจ\u200b ใจดี", True),
    ],
)
def test_her_name_is_found_where_it_is_written_and_no_other(written: str, is_hers: bool) -> None:
    assert bool(named(User(**NAME)).search(clean(written))) == is_hers  # type: ignore[union-attr]
    assert named(User(first_name="สมใจ")) is None


@pytest.mark.parametrize(
    ("written", "is_hers"),
    [
        ("John Smith", True),
        ("ผอ.John Smithและคณะ", True),
        ("John Smith-ผู้ประสานงาน", True),
        ("John Smithson", False),
        ("John Smith-Jones", False),
        ("McJohn Smith", False),
        ("John Smithé", False),
    ],
)
def test_a_name_in_another_script_is_found_whole(written: str, is_hers: bool) -> None:
    pattern = named(User(first_name="John", last_name="Smith"))
    assert pattern is not None
    assert bool(pattern.search(clean(written))) == is_hers


# Columns that name a person, and are no open work of hers: what she did stays under her name, whatever becomes of her.
STAYS = {
    *(
        "committees.MeetingCorrection.made_by",
        "committees.ItemDecision.recorded_by",
        "committees.Paper.issued_by",
    ),
    *(
        "committees.ItemFile.by",
        "complaints.ReceivingUnitStatus.recorded_by",
        "deciding.Decision.recorded_by",
    ),
    *("grants.Agreement.signed_by", "grants.Entry.requested_by", "grants.Entry.approved_by"),
    *("grants.Entry.recorded_by", "grants.Instalment.approved_by", "grants.Report.accepted_by"),
    *("grants.ReportComment.by", "grants.Evidence.by"),
    *(f"grants.{model}.decided_by" for model in ("Amendment", "CeilingChange", "Correction", "ReturnNotice")),
    "grants.Settlement.decided_by",
    *("participation.ActivityReport.accepted_by", "participation.PlanDecision.recorded_by"),
    *("participation.ActivityPhoto.by", "participation.NameList.by", "participation.NameListOpening.by"),
    "participation.ActivityRemark.by",
    *("registers.Readiness.registered_by", "registers.ReadinessStep.by", "registers.ReadinessFile.by"),
    *("registers.ReadinessFileOpening.by", "centres.KnownApart.said_by", "centres.Invitation.taken_by"),
    *(f"spreadsheets.ImportBatch.{step}_by" for step in ("applied", "undone", "closed")),
    *("trail.TrailEntry.by", "people.Membership.given_by", "people.FactorReset.decided_by"),
    *("admin.LogEntry.user", "account.EmailAddress.user"),
    "participation.PlanPresence.user",  # forgotten within a minute
}
ENDED_WITH_THE_ACCOUNT = {"people.OpenSession.person", "mfa.Authenticator.user"}


def test_of_every_column_that_names_a_person_it_is_told_what_becomes_of_it() -> None:
    """A new one stands in none of these: shown on the page, waiting for who decides, ended, or staying as it is."""
    found = {
        f"{field.model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }
    anybody = make.user("anybody")
    waits = {
        f"{kind.rows(anybody).model._meta.label}.{person}"
        for kind in WAITING_KINDS
        for person in kind.life[kind.act].another_than
    }
    shown = {column for kind in KINDS for column in kind.columns}
    by_name = {column for column in shown if column.endswith(".owner")}
    assert found - shown - waits - ENDED_WITH_THE_ACCOUNT == STAYS - waits
    assert shown - by_name <= found
    assert not shown & STAYS
