"""Names that look like one organisation: asked about wherever one is made, joined by nobody, and asked about once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from centres.likeness import NameRead, NameReader, alike
from centres.models import KnownApart, Organisation
from centres.models.organisation import identity_of
from regions.models import Province
from spreadsheets.models import ImportBatch
from tests import make
from tests.html import OpenForm
from tests.imports import confirmed, pasted, press

pytestmark = pytest.mark.django_db

CENTRE = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน"


@pytest.fixture
def reader() -> NameReader:
    return NameReader()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{CENTRE} จ.ฉะเชิงเทรา", f"{CENTRE}จังหวัดฉะเชิงเทรา"),
        (f"{CENTRE} อ.สอยดาว จ.จันทบุรี (เกษตรกร)", f"{CENTRE} อำเภอสอยดาว จังหวัดจันทบุรี (ประเด็นเกษตรกร)"),
        ("ชมรมคนพิการ ต. บางพระ", "ชมรมคนพิการ ตำบลบางพระ"),
        ("เครือข่ายจ.ระยอง", "เครือข่าย จังหวัดระยอง"),
        ("ชมรมจ.ระยอง", "ชมรมจังหวัดระยอง"),
        ("ชมรมผู้สูงอายุต.บ้านนาอ.แกลงจ.ระยอง", "ชมรมผู้สูงอายุ ตำบลบ้านนา อำเภอแกลง จังหวัดระยอง"),
        ("กลุ่มแม่บ้าน จว.ตราด", "กลุ่มแม่บ้านจังหวัดตราด"),
        ("อสมจ.ระยอง", "อสม จังหวัดระยอง"),
    ],
)
def test_short_words_for_places_are_the_words_they_stand_for(one: str, other: str) -> None:
    assert identity_of(one) == identity_of(other)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "อบจ.ชลบุรี",
            "อบต.บางพระ",
            "ชมรม ต.ค. 2566",
            "รพ.สต.บางพระ",
            "นายกอบจ.ชลบุรี",
            "ชมรมสสจ.ระยอง",
            "พมจ.ตราด",
        ),
        *("กลุ่มอบต.บางพระ", "รพสต.บางพระ", "เครือข่ายคปสอ.แกลง", "สสอ.แกลง", "พ.ต.อ.สมชาย"),
    ],
)
def test_other_short_words_are_left_as_they_are(name: str) -> None:
    key, _issue = identity_of(name)
    assert not {word for word in ("จังหวัด", "อำเภอ", "ตำบล") if word in key}


LIKE = {
    "a letter is missing": (f"{CENTRE}จังหวัดชลบุรี", "ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวดชลบุรี"),
    "a province is mistyped": (f"{CENTRE}จังหวัดชลบุรี", f"{CENTRE}จังหวัดชลบรี"),
    "the kind of body is mistyped": ("มูลนิธิสายรุ้งเพื่อคนพิการ", "มูลนิธสายรุ้งเพื่อคนพิการ"),
    "an issue is mistyped": (f"{CENTRE} จ.ฉะเชิงเทรา (ประเด็นคนพิการ)", f"{CENTRE} จ.ฉะเชิงเทรา (คนพิกา)"),
    "a province without its word": ("สมาคมคนพิการจันทบุรี", "สมาคมคนพิการ จังหวัดจันทบุรี"),
    "a short province without its word": ("สมาคมคนพิการระยอง", "สมาคมคนพิการ จังหวัดระยอง"),
    "the capital by its short name": ("สมาคมคนพิการ กทม.", "สมาคมคนพิการกรุงเทพมหานคร"),
    "a number before it": ("1 สมาคมคนพิการจันทบุรี", "สมาคมคนพิการจันทบุรี"),
    "a telephone number after it": ("สมาคมคนพิการจันทบุรี (081-234-5678)", "สมาคมคนพิการจันทบุรี"),
}
UNLIKE = {
    "another short province": ("สมาคมคนพิการภาคตะวันออกระยอง", "สมาคมคนพิการภาคตะวันออกระนอง"),
    "one that is another's beginning": ("เครือข่ายผู้บริโภคตราด", "เครือข่ายผู้บริโภคตรัง"),
    "one of three letters": ("เครือข่ายหมอพื้นบ้านเลย", "เครือข่ายหมอพื้นบ้านตาก"),
    "a short one and a long one with its word": (f"{CENTRE}ระยอง", f"{CENTRE}จังหวัดชลบุรี"),
    "a short one with its word and one without": (f"{CENTRE} จ.น่าน", f"{CENTRE}แพร่"),
    "another issue": (f"{CENTRE}จังหวัดฉะเชิงเทรา (เกษตรกร)", f"{CENTRE}จังหวัดฉะเชิงเทรา (คนพิการ)"),
    "an issue and none": (f"{CENTRE}จังหวัดฉะเชิงเทรา", f"{CENTRE}จ.ฉะเชิงเทรา (เกษตรกร)"),
    "another province": (f"{CENTRE}จังหวัดชลบุรี", f"{CENTRE}จังหวัดจันทบุรี"),
    "a province of another region": (f"{CENTRE}จังหวัดชลบุรี", f"{CENTRE}จังหวัดราชบุรี"),
    "another district": (f"{CENTRE} อ.สอยดาว จ.จันทบุรี", f"{CENTRE} อ.มะขาม จ.จันทบุรี"),
    "a district and none": (f"{CENTRE} อ.สอยดาว จ.จันทบุรี", f"{CENTRE} จ.จันทบุรี"),
    "another kind of body": ("สมาคมคนพิการจันทบุรี", "ชมรมคนพิการจันทบุรี"),
    "another number": ("ชมรมผู้สูงอายุบางพระ แห่งที่ 1", "ชมรมผู้สูงอายุบางพระ แห่งที่ ๒"),
    "another work": (f"{CENTRE}จังหวัดปราจีนบุรี", "ศูนย์ประสานงานเครือข่ายภาคประชาชนจังหวัดปราจีนบุรี"),
}


@pytest.mark.parametrize(("one", "other"), LIKE.values(), ids=LIKE)
def test_what_is_asked_about(reader: NameReader, one: str, other: str) -> None:
    assert alike(reader.read(one), reader.read(other))


@pytest.mark.parametrize(("one", "other"), UNLIKE.values(), ids=UNLIKE)
def test_what_is_not(reader: NameReader, one: str, other: str) -> None:
    assert not alike(reader.read(one), reader.read(other))


words = st.text("กขคงจเาิ่1 2", max_size=12)
reads = st.builds(
    NameRead,
    body=st.sampled_from(["", "ชมรม", "มูลนิธิ"]),
    rest=st.tuples(st.sampled_from(["", "ชมรม", "มูลนิธิ"]), words).map("".join),
    province=st.sampled_from(["", "20", "22"]),
    district=words,
    tambon=words,
    issue=words,
    numbers=st.sampled_from([(), ("1",)]),
)


@pytest.mark.once
@given(reads, reads)
def test_likeness_goes_both_ways_and_never_over_a_province_or_a_kind_of_body(
    one: NameRead, other: NameRead
) -> None:
    assert alike(one, one)
    assert alike(one, other) == alike(other, one)
    if alike(one, other):
        assert not (one.province and other.province) or one.province == other.province
        assert not (one.body and other.body) or one.body == other.body
        assert bool(one.issue) == bool(other.issue)
        assert bool(one.district) == bool(other.district)


# ── in tables

KNOWN = f"{CENTRE}จังหวัดชลบุรี"
TYPED = f"{CENTRE}จังหวดชลบุรี"
HEADS = {
    "budget": (["ชื่อหน่วยงาน", "งบประมาณ"], [TYPED, "95,000"]),
    "organisations": (["ชื่อหน่วยงาน", "จังหวัด", "ที่อยู่ติดต่อ"], [TYPED, "ชลบุรี", "ที่ทำการใหม่"]),
    "centres": (["ชื่อศูนย์ประสานงาน", "ระดับ", "จังหวัด", "ตั้งแต่วันที่"], [TYPED, "จังหวัด", "ชลบุรี", "1 ต.ค. 2566"]),
    "units": (["ชื่อหน่วยงาน", "เลขทะเบียน", "จังหวัด"], [TYPED, "ร.6/2566", "ชลบุรี"]),
}


def asked(desk: Client, kind: str) -> ImportBatch:
    batch = pasted(desk, kind, [list(row) for row in HEADS[kind]])
    assert [remark["code"] for remark in batch.preview["warnings"]] == ["almost_the_same"], batch.preview
    return batch


def answer(desk: Client, batch: ImportBatch, said: str) -> None:
    (question,) = batch.preview["warnings"]
    sent = {"answer_code": question["code"], "answer_written": question["written"], "answer": said}
    desk.post(f"/imports/{batch.pk}/again/", sent)
    batch.refresh_from_db()
    assert [remark["answer"] for remark in batch.preview["warnings"]] == [said]


@pytest.fixture
def known() -> Organisation:
    make.programme()
    return make.organisation(KNOWN, province=Province.objects.get(name_th="ชลบุรี"))


@pytest.mark.parametrize("kind", HEADS)
def test_a_row_that_means_an_organisation_we_know_makes_no_other(
    desk: Client, known: Organisation, kind: str
) -> None:
    batch = asked(desk, kind)
    answer(desk, batch, str(known.pk))
    confirmed(desk, batch)
    assert Organisation.objects.get().name == KNOWN
    assert known.aliases.get().name == TYPED
    again = pasted(desk, kind, [list(row) for row in HEADS[kind]])
    assert (again.state, again.preview["warnings"]) == ("closed", [])


@pytest.mark.parametrize("kind", HEADS)
def test_that_two_are_two_is_remembered(
    desk: Client, known: Organisation, kind: str, officer_6: object
) -> None:
    batch = asked(desk, kind)
    answer(desk, batch, "new")
    confirmed(desk, batch)
    pair = KnownApart.objects.get()
    assert (pair.first, pair.second.name, pair.said_by) == (known, TYPED, officer_6)
    press(desk, batch, "undo")
    assert not KnownApart.objects.exists()


def test_two_rows_that_mean_one_organisation_are_told(desk: Client, known: Organisation) -> None:
    head, row = HEADS["organisations"]
    batch = pasted(desk, "organisations", [list(head), [KNOWN, "ชลบุรี", ""], list(row)])
    (question,) = batch.preview["warnings"]
    sent = {"answer_code": question["code"], "answer_written": TYPED, "answer": str(known.pk)}
    desk.post(f"/imports/{batch.pk}/again/", sent)
    batch.refresh_from_db()
    assert [fault["code"] for fault in batch.preview["faults"]] == ["duplicate"]


def test_nothing_of_another_province_or_region_is_proposed(desk: Client, known: Organisation) -> None:
    make.organisation(f"{CENTRE}จังหวัดตรัง", 11)
    head = ["ชื่อหน่วยงาน", "จังหวัด"]
    for row in ([f"{CENTRE}จังหวัดจันทบุรี", ""], [CENTRE, "ระยอง"], [f"{CENTRE} จ.ตรัง", ""]):
        assert pasted(desk, "organisations", [head, row]).preview["warnings"] == []


# ── on the screen

ADD = "/admin/centres/organisation/add/"


def test_a_name_that_looks_like_another_is_asked_about_in_the_admin_and_remembered(
    desk: Client, known: Organisation
) -> None:
    sent = OpenForm(desk, ADD).type(name=TYPED).send()
    assert not sent.is_taken
    assert KNOWN in sent.page
    desk_says_two = OpenForm(desk, ADD).type(name=TYPED, apart=str(known.pk)).send()
    assert desk_says_two.is_taken, desk_says_two.errors
    made = Organisation.objects.get(name=TYPED)
    assert KnownApart.objects.get().second == made
    page = OpenForm(desk, f"/admin/centres/organisation/{made.pk}/change/")
    assert page.type(name=f"{TYPED} ").send().is_taken
    renamed = OpenForm(desk, f"/admin/centres/organisation/{made.pk}/change/")
    assert renamed.type(name=f"{CENTRE}จงหวดชลบุรี").send().is_taken  # nobody is asked again


def test_a_pair_is_kept_once_and_in_order(known: Organisation) -> None:
    other = make.organisation(TYPED)
    KnownApart.say(other, known, by=None)
    KnownApart.say(known, other, by=None)
    assert KnownApart.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        KnownApart.objects.create(first=other, second=known)


def test_a_pair_is_of_two_organisations_of_one_region(known: Organisation) -> None:
    for other in (known, make.organisation(TYPED, 11)):
        with pytest.raises(ValidationError) as refused:
            KnownApart.say(known, other, by=None)
        assert refused.value.code == "pair"
    assert not KnownApart.objects.exists()
