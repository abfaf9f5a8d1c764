"""The import as people use it in the browser: upload, preview, confirm, undo."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import Organisation, OrganisationRole
from grants.models import Allocation, Programme
from participation.models import PlanLine
from people.models import User
from people.roles import Role
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.resources import Change
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of, forms_of, text_at
from tests.imports import press
from tests.uploads import budget_as_csv, upload
from thai.sentences import told

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
BUDGET = "region6-2567-budget.xlsx"
PLAN = "region6-2567-plan.xlsx"


def upload_sample(client: Client, name: str, kind: str) -> ImportBatch:
    return upload(client, name, kind, (SAMPLES / name).read_bytes())


def test_an_office_brings_in_the_budget_it_has_and_it_adds_up(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload_sample(client, BUDGET, "budget")
    assert batch.state == ImportBatch.State.PREVIEWED
    page = client.get(f"/imports/{batch.pk}/")
    assert "1,175,000.00" in page.text
    assert Allocation.objects.count() == 0
    press(client, batch, "confirm")
    assert Allocation.objects.count() == 15
    programme = Programme.objects.get()
    assert programme.allocated == programme.stated_total == Decimal("1175000.00")


def test_the_same_file_a_second_time_changes_nothing(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    for _time in range(2):
        batch = upload_sample(client, BUDGET, "budget")
        press(client, batch, "confirm")
    assert Allocation.history.count() == 15
    assert Allocation.objects.total() == Decimal("1175000.00")
    assert {row["change"] for row in batch.preview["rows"]} == {"unchanged"}


def test_confirming_twice_applies_once(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload_sample(client, BUDGET, "budget")
    for _time in range(2):
        press(client, batch, "confirm")
    assert Allocation.history.count() == 15


def test_the_plan_goes_in_with_its_lists_split_and_its_text_kept(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload_sample(client, PLAN, "plan")
    press(client, batch, "confirm")
    lines = list(PlanLine.objects.order_by("order").select_related("form"))
    assert [line.form.number for line in lines] == [1, 1, 3, 4]
    assert [len(line.targets) for line in lines] == [2, 6, 3, 1]
    assert [len(line.activities) for line in lines] == [1, 2, 3, 1]
    assert [len(line.outcomes) for line in lines] == [1, 2, 3, 1]
    assert "สจจ." in lines[2].targets[2].text  # as the office wrote it; only a suggestion was made
    assert lines[1].targets[5].network.name_th == "อสม."


def test_every_fault_of_a_file_is_named_at_once_and_nothing_is_written(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    content = budget_as_csv('1,ชมรม ก,"95,000"', "2,ชมรม ข,-", '3,,"45,000"', "4,ชมรม ค,95.000")
    batch = upload(client, "budget.csv", "budget", content)
    assert batch.state == ImportBatch.State.REJECTED
    places = {(fault["row"], fault["column"]) for fault in batch.preview["faults"]}
    assert places == {(3, "C"), (4, "B"), (5, "C")}
    page = client.get(f"/imports/{batch.pk}/")
    assert "95.000" in page.text
    press(client, batch, "confirm")
    assert not Allocation.objects.exists()
    assert not Organisation.objects.exists()


def test_what_changed_between_preview_and_confirmation_is_shown_before_it_is_written(
    client: Client, officer_6: User
) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    batch = upload_sample(client, BUDGET, "budget")
    Programme.objects.filter(pk=programme.pk).update(ceiling=Decimal("1000000.00"))
    response = press(client, batch, "confirm", follow=True)
    assert not Allocation.objects.exists()
    assert "1,000,000.00" in response.text
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.REJECTED


def test_a_sum_one_satang_above_the_ceiling_is_refused(client: Client, officer_6: User) -> None:
    make.programme(ceiling="94999.99")
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"'))
    assert batch.state == ImportBatch.State.REJECTED


def test_an_import_can_be_undone_and_everything_is_as_before(client: Client, officer_6: User) -> None:
    programme = make.programme()
    make.allocation(programme, "ชมรม ก", "50000.00")
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"', '2,ชมรม ข,"45,000"'))
    press(client, batch, "confirm")
    assert Allocation.objects.total() == Decimal("140000.00")
    press(client, batch, "undo")
    assert [(row.organisation.name, row.amount) for row in Allocation.objects.all()] == [
        ("ชมรม ก", Decimal("50000.00"))
    ]
    programme.refresh_from_db()
    assert programme.allocated == Decimal("50000.00")
    assert not Organisation.objects.filter(name="ชมรม ข").exists()


def test_an_import_whose_rows_have_changed_since_names_what_stands_in_the_way(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"', '2,ชมรม ข,"45,000"'))
    press(client, batch, "confirm")
    allocation = Allocation.objects.get(organisation__name="ชมรม ข")
    allocation.amount = Decimal("40000.00")
    allocation.save()
    page = press(client, batch, "undo", follow=True)
    assert "ชมรม ข" in page.text
    assert Allocation.objects.total() == Decimal("135000.00")


def test_an_import_is_not_undone_while_what_it_made_is_used_elsewhere(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ข,"45,000"'))
    press(client, batch, "confirm")
    organisation = Organisation.objects.get(name="ชมรม ข")
    role = OrganisationRole.objects.create(
        organisation=organisation, kind=OrganisationRole.Kind.RECEIVING_UNIT, since=make.day(-1)
    )
    page = press(client, batch, "undo", follow=True)
    assert _("is used by “%(user)s”") % {"user": role} in page.text
    assert Allocation.objects.total() == Decimal("45000.00")
    role.delete()
    press(client, batch, "undo")
    assert not Organisation.objects.exists()


def test_history_says_who_wrote_by_which_file(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload_sample(client, BUDGET, "budget")
    press(client, batch, "confirm")
    for model in (Allocation, Organisation, Programme):
        for version in model.history.all():
            assert (version.batch, version.history_user) == (batch, officer_6)
            assert BUDGET in version.history_change_reason


@pytest.mark.parametrize("cast", ["member_6", "complaints_6", "nobody", "officer_11"])
def test_only_those_who_may_import_into_the_region_reach_its_batches(
    client: Client, officer_6: User, cast: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(officer_6)
    batch = upload_sample(client, BUDGET, "budget")
    client.force_login(request.getfixturevalue(cast))
    for address in ("", "file/", "notes.xlsx"):
        assert client.get(f"/imports/{batch.pk}/{address}").status_code in (403, 404)
    for address in ("confirm/", "undo/", "again/"):
        assert client.post(f"/imports/{batch.pk}/{address}").status_code in (403, 404)
    assert not Allocation.objects.exists()


def test_colleagues_of_the_region_and_head_office_see_the_same_preview_and_others_none(
    client: Client, officer_6: User, officer_11: User, coordinator_6: User, head_office: User
) -> None:
    client.force_login(coordinator_6)
    batch = upload_sample(client, PLAN, "plan")
    for colleague in (officer_6, head_office):
        assert batch.filename in text_at(browser_of(colleague), "/imports/")
        assert batch.filename in text_at(browser_of(colleague), f"/imports/{batch.pk}/")
    assert batch.filename not in text_at(browser_of(officer_11), "/imports/")
    assert browser_of(officer_11).get(f"/imports/{batch.pk}/").status_code == 404


def test_the_file_is_kept_byte_for_byte(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload_sample(client, BUDGET, "budget")
    kept = client.get(f"/imports/{batch.pk}/file/")
    assert b"".join(kept.streaming_content) == (SAMPLES / BUDGET).read_bytes()


@pytest.mark.parametrize("altered", [b"\r\n", '3,ชมรม ค,"5,000"\r\n'.encode()])
def test_a_kept_file_that_was_altered_since_the_preview_is_not_applied(
    client: Client, officer_6: User, altered: bytes
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"', '2,ชมรม ข,"45,000"'))
    with open(batch.file.path, "ab") as kept:
        kept.write(altered)
    page = press(client, batch, "confirm", follow=True)
    assert page.status_code == 200
    assert "ไฟล์ที่ระบบเก็บไว้เสียหาย" in page.text
    assert not Allocation.objects.exists()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


def test_what_moved_since_the_preview_is_said_row_by_row(client: Client, officer_6: User) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"', '2,ชมรม ข,"45,000"'))
    make.allocation(programme, "ชมรม ข", "45000.00")
    page = press(client, batch, "confirm", follow=True)
    batch.refresh_from_db()
    assert [sentence for sentence in map(told, batch.preview["moved"]) if "ชมรม ข" in sentence]
    assert told(batch.preview["moved"][0]) in page.text
    assert Allocation.objects.count() == 1
    press(client, batch, "confirm")
    assert Allocation.objects.total() == Decimal("140000.00")


def test_what_came_into_the_portal_since_the_preview_is_told_by_name(client: Client, officer_6: User) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"'))
    make.allocation(programme, "ชมรมที่มาใหม่", "45000.00")
    page = press(client, batch, "confirm", follow=True)
    batch.refresh_from_db()
    said = _("%(title)s: now %(now)s") % {
        "title": "ชมรมที่มาใหม่",
        "now": batches.CHANGE_IN_WORDS[Change.MISSING],
    }
    assert said in map(told, batch.preview["moved"])
    assert said in page.text


def test_a_mistyped_form_is_taken_as_the_nearest_one_by_one_click(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    content = (
        "ลำดับ,รูปแบบการมีส่วนร่วม,กลุ่มเป้าหมาย,กิจกรรม,ผลลัพธ์\r\n"
        "1,การร่วมจัดบริการขององกรภาคประชาชน,เครือข่ายคนพิการ,อบรม,มีความรู้"
    ).encode("utf-8-sig")
    batch = upload(client, "plan.csv", "plan", content)
    (fault,) = batch.preview["faults"]
    assert (fault["row"], fault["column"]) == (2, "B")
    answer = {
        "answer_code": fault["code"],
        "answer_written": fault["written"],
        "answer": fault["choices"][0][0],
    }
    client.post(f"/imports/{batch.pk}/again/", answer)
    press(client, batch, "confirm")
    assert PlanLine.objects.get().form.number == 4


ODD_ANSWERS = {
    "a NUL": {"answer_code": "almost_the_same", "answer_written": "ชม\x00รม", "answer": "1"},
    "what was not asked": {"answer_code": "almost_the_same", "answer_written": "ชมรม", "answer": "1"},
    "what is no answer": {"answer": "9" * 5000},
    "a NUL in a sheet": {"sheet": "\x00"},
    "no column": {"column_name": "๑"},
    "a NUL in a column": {"column_name": "A\x00"},
    "no row": {"column_name": "A", "header_row": "9" * 5000},
    "a row before the first": {"column_name": "A", "header_row": "0"},
}


@pytest.mark.parametrize("said", ODD_ANSWERS.values(), ids=ODD_ANSWERS)
def test_what_is_no_answer_is_told_and_changes_nothing(
    client: Client, officer_6: User, said: dict[str, str]
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", "หน่วยงาน,เงินที่เขตให้\r\nชมรม ก,9".encode("utf-8-sig"))
    before = batch.version
    page = client.post(f"/imports/{batch.pk}/again/", said)
    assert page.status_code == 422
    assert 'class="note bad"' in page.text
    batch.refresh_from_db()
    assert batch.version == before


def test_columns_that_were_typed_stay_where_one_of_them_is_wrong(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", "กลุ่ม,เงินที่เขตให้\r\nชมรม ก,9".encode("utf-8-sig"))
    said = {"header_row": "1", "column_name": "A", "column_amount": "ข"}
    page = client.post(f"/imports/{batch.pk}/again/", said)
    assert page.status_code == 422
    (form,) = [form for form in forms_of(page.text) if "column_name" in form.data]
    assert {name: form.data[name] for name in said} == {name: [text] for name, text in said.items()}


def test_an_almost_equal_name_is_asked_about_and_the_answer_is_remembered(
    client: Client, officer_6: User
) -> None:
    make.programme()
    make.organisation("ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดชลบุรี")
    client.force_login(officer_6)
    table = budget_as_csv('1,ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวดชลบุรี,"95,000"')
    batch = upload(client, "budget.csv", "budget", table)
    (warning,) = batch.preview["warnings"]
    answer = {
        "answer_code": warning["code"],
        "answer_written": warning["written"],
        "answer": warning["choices"][0][0],
    }
    client.post(f"/imports/{batch.pk}/again/", answer)
    press(client, batch, "confirm")
    assert Organisation.objects.count() == 1
    again = upload(client, "budget.csv", "budget", table)
    assert (again.preview["warnings"], again.preview["counts"]["unchanged"]) == ([], 1)


def test_columns_named_by_hand_are_remembered_for_the_region(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    content = 'กลุ่มหรือชมรม,เงินที่เขตให้\r\nชมรม ก,"95,000"'.encode("utf-8-sig")
    batch = upload(client, "budget.csv", "budget", content)
    assert batch.state == ImportBatch.State.REJECTED
    client.post(f"/imports/{batch.pk}/again/", {"header_row": "1", "column_name": "A", "column_amount": "B"})
    press(client, batch, "confirm")
    assert Allocation.objects.total() == Decimal("95000.00")
    assert upload(client, "budget.csv", "budget", content).preview["faults"] == []


def test_an_exported_table_goes_back_in_as_unchanged_and_an_edit_as_that_edit(
    client: Client, officer_6: User
) -> None:
    client.force_login(officer_6)
    for name, kind in ((PLAN, "plan"), (BUDGET, "budget")):
        press(client, upload_sample(client, name, kind), "confirm")
    for kind in ("plan", "budget", "organisations"):
        for extension in ("xlsx", "csv"):
            content = client.get(f"/imports/table/6/2567/{kind}.{extension}").content
            counts = upload(client, f"export.{extension}", kind, content).preview["counts"]
            assert (counts["new"], counts["changed"], counts["missing"]) == (0, 0, 0)
            assert counts["unchanged"] > 0
    edited = client.get("/imports/table/6/2567/budget.csv").content.decode("utf-8-sig")
    edited = edited.replace("25000.00", "20000.00").replace("1175000.00", "1170000.00")
    batch = upload(client, "export.csv", "budget", edited.encode("utf-8-sig"))
    assert batch.preview["counts"]["changed"] == 1


def test_a_pasted_table_is_previewed_like_a_file(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    said = {
        "kind": "budget",
        "region": "6",
        "fiscal_year": "๒๕๖๗",
        "pasted": "ที่\tชื่อหน่วยงาน\tงบประมาณ\n1\tชมรม ก\t95,000",
    }
    response = client.post("/imports/new/", said)
    batch = ImportBatch.objects.get(pk=int(response.url.strip("/").split("/")[-1]))
    assert (batch.state, batch.preview["total"]) == ("previewed", "95000.00")


def test_a_coordinator_waits_for_the_programme_that_the_office_makes(
    client: Client, coordinator_6: User
) -> None:
    make.tie(coordinator_6, make.organisation("ชมรม ก"), Role.COORDINATOR)
    client.force_login(coordinator_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"'))
    assert [fault["code"] for fault in batch.preview["faults"]] == ["no_programme"]


def test_staff_name_the_ceiling_of_a_new_programme_where_the_table_states_no_total(
    client: Client, officer_6: User
) -> None:
    client.force_login(officer_6)
    table = budget_as_csv('1,ชมรม ก,"95,000"')
    batch = upload(client, "budget.csv", "budget", table)
    assert [fault["code"] for fault in batch.preview["faults"]] == ["ceiling_needed"]
    batch = upload(client, "budget.csv", "budget", table, ceiling="๑๐๐,๐๐๐")
    press(client, batch, "confirm")
    assert Programme.objects.get().ceiling == Decimal("100000.00")


def test_the_shared_catalogue_is_offered_to_head_office_alone(
    client: Client, head_office: User, officer_6: User
) -> None:
    for user, offered in ((head_office, True), (officer_6, False)):
        client.force_login(user)
        assert ('value="networks"' in client.get("/imports/new/").text) is offered
        status = client.get("/imports/table/6/2567/networks.csv").status_code
        assert status == (200 if offered else 404)


def test_rows_left_out_move_nothing_and_leave_the_papers_total(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    press(client, upload_sample(client, BUDGET, "budget"), "confirm")
    without_numbers = 'ชื่อหน่วยงาน,งบประมาณ\r\nสภาชุมชนข้าวหม้อแกงหม้อ,"90,000"\r\nรวม,"90,000"'.encode("utf-8-sig")
    with_numbers = budget_as_csv('10,ศูนย์ประสานงานเครือข่ายภาคประชาชนจังหวัดปราจีนบุรี (ประเด็นเด็ก),"20,000"')
    for content in (without_numbers, with_numbers):
        batch = upload(client, "part.csv", "budget", content)
        assert batch.preview["counts"] == {
            "new": 0,
            "changed": 1,
            "unchanged": 0,
            "left_out": 0,
            "missing": 14,
        }
        press(client, batch, "confirm")
    assert list(Allocation.objects.values_list("order", flat=True)) == list(range(1, 16))
    assert Programme.objects.get().stated_total == Decimal("1175000.00")


def test_a_part_of_the_table_renumbers_nobody(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    press(client, upload_sample(client, BUDGET, "budget"), "confirm")
    last = Allocation.objects.select_related("organisation").get(order=15)
    Office().set_ceiling(Programme.objects.get(), "2000000.00")
    part = budget_as_csv(f"1,{last.organisation.name},{last.amount + 1}", "2,ชมรมที่เพิ่มเข้ามา,5000")
    batch = upload(client, "part.csv", "budget", part)
    (changed,) = [row for row in batch.preview["rows"] if row["change"] == "changed"]
    assert len(changed["differences"]) == 1  # the amount, and not the number
    press(client, batch, "confirm")
    assert list(Allocation.objects.values_list("order", flat=True)) == list(range(1, 17))
    assert Allocation.objects.get(order=16).organisation.name == "ชมรมที่เพิ่มเข้ามา"
    assert Allocation.objects.get(order=15) == last


def test_a_long_preview_says_how_many_rows_it_does_not_list(
    client: Client, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ROWS_KEPT_IN_A_PREVIEW", 2)
    make.programme()
    client.force_login(officer_6)
    rows = [f'{number},ชมรม {letter},"1,000"' for number, letter in enumerate("กขคงจ", 1)]
    long, short = (upload(client, "budget.csv", "budget", budget_as_csv(*rows[:count])) for count in (5, 2))
    unlisted = "นับรวมไว้ด้านบนแล้ว แต่ไม่ได้แสดงที่นี่"
    assert f"อีก 3 รายการ{unlisted}" in text_at(client, f"/imports/{long.pk}/")
    assert unlisted not in text_at(client, f"/imports/{short.pk}/")


def test_many_faults_of_one_kind_are_shown_as_one_with_their_rows(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    lines = [f'{number},ชมรมที่ {number},"ประมาณ {number} หมื่น"' for number in range(1, 172)]
    batch = upload(client, "budget.csv", "budget", budget_as_csv(*lines))
    assert len(batch.preview["faults"]) == 171
    page = client.get(f"/imports/{batch.pk}/")
    assert page.text.count('class="said bad"') == 1
    assert "“ประมาณ 1 หมื่น”" in page.text
    assert "2, 3, 4" in page.text
    few = upload(client, "budget.csv", "budget", budget_as_csv(*lines[:3]))
    assert client.get(f"/imports/{few.pk}/").text.count('class="said bad"') == 3


@pytest.mark.parametrize(("wordings", "shown"), [(5, 5), (6, 1)])
def test_faults_of_more_than_five_wordings_are_shown_as_one(
    wordings: int, shown: int, client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    lines = [f'{number},ชมรมที่ {number},"ประมาณ {number} หมื่น"' for number in range(1, wordings + 1)]
    batch = upload(client, "budget.csv", "budget", budget_as_csv(*lines))
    assert text_at(client, f"/imports/{batch.pk}/").count('class="said bad"') == shown


@pytest.mark.parametrize(("rows", "more"), [(12, 0), (13, 1)])
def test_of_one_fault_in_many_rows_twelve_are_shown(
    rows: int, more: int, client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    lines = [f"{number},ชมรมที่ {number},-" for number in range(1, rows + 1)]
    batch = upload(client, "budget.csv", "budget", budget_as_csv(*lines))
    (group,) = client.get(f"/imports/{batch.pk}/").context["preview"].faults
    assert (group.rows_shown, group.more) == (list(range(2, 14)), more)


@pytest.mark.parametrize("count", [20, 21])
def test_of_what_moved_since_the_preview_twenty_are_told(count: int, client: Client, officer_6: User) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"'))
    for number in range(count):
        make.allocation(programme, f"ชมรมใหม่ที่ {number}", "1000.00")
    press(client, batch, "confirm")
    batch.refresh_from_db()
    assert len(batch.preview["moved"]) == 20


def test_a_file_without_a_table_is_told_what_looks_like_its_headings(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    table = "ทะเบียนรถ\r\nเลขทะเบียน,สี,ผู้ขับ\r\nกข 1,แดง,สมชาย".encode("utf-8-sig")
    (fault,) = upload(client, "budget.csv", "budget", table).preview["faults"]
    assert fault["code"] == "no_table"
    assert "แถว 2: “เลขทะเบียน”, “สี”, “ผู้ขับ”" in told(fault["message"])


def test_only_the_kinds_of_file_that_are_read_are_offered(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    page = client.get("/imports/new/")
    assert 'accept=".xlsx,.xls,.ods,.csv"' in page.text
