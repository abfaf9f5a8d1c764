"""What names, details, titles and addresses say beyond the table is asked about; what only looks like it is not."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.spreadsheets.asked import (
    HEADER,
    ONE,
    TWO,
    Rows,
    answered,
    brought_in,
    names,
    questions,
    with_column,
)
from tests.uploads import faults

pytestmark = pytest.mark.django_db

LISTED = 15  # rows; a question tells the numbers of no more than a few
OTHER_YEARS = [
    "ชมรมเพื่อน (งบปี 66)", "ชมรมบ้าน (ปี 2566)", "ชมรมทุ่ง ปีงบ 66", "ชมรมป่า ปี2566", "ชมรมนา (งบปี ๖๖)", "ชมรมสวน (66)",
    "ชมรมไร่ (2566)", "ชมรมเขา (งบ 66)", "ชมรมดอย FY66", "ชมรมควน (ปี 65-66)", "ชมรมเลน (งบค้างปี 66)", "ชมรมหาด 2566",
    "ชมรมเกาะ [งบประมาณ ปี 2568]", "ชมรมอ่าว (FY 2023)", "ชมรมคลอง (พ.ศ. 2566)", "ชมรมบึง (รอบปี 66)",
    "ชมรมสระ-2566", "ชมรมธาร 2566/2", "ชมรมน้ำ '66", "ชมรมฝาย (2023)", "ชมรมหนอง–2566",
    "วิสาหกิจชุมชนบ้านสวน 2566", "ชมรมห้วย 2023",
    "ชมรมพรุ 2566/2567", "ชมรมโขด 2567-68", "ชมรมแหลม (66/67)", "ชมรมเนิน ๒๕๖๖/๖๗",
]  # fmt: skip
SAME_YEAR = [
    "ชมรมเพื่อน (งบปี 67)", "ชมรมบ้าน ปี 2567", "ชมรมทุ่ง หมู่ 66", "ชมรม 60 ปี", "สมาคมศิษย์เก่ารุ่น 66", "ชมรมอายุ 60 ปีขึ้นไป",
    "มูลนิธิ 14 ตุลา", "ศูนย์ 50(5) ชลบุรี", "ชมรมนา (67)", "ชมรมสวน (12 แห่ง)", "ชมรมเขา (ก่อตั้งปี 2540)",
    "มูลนิธิกาญจนบารมี 2550", "วิสาหกิจชุมชนเมือง 2563", "ชมรม 60 ปี เพื่อน (60)", "ชมรมห้วย เลขที่ 2566/2",
    "ชมรมธาร 2567/2", "ชมรมฝาย (2024)", "ชมรมที่ 2568", "ชมรมพรุ 66/67 หมู่ 3", "ชมรมโขด (ก่อตั้ง 2566/2567)",
    "ชมรมเนิน 2566-2570",
]  # fmt: skip
SEVERAL = [
    "สมาคมแม่บ้าน และชมรมคนสวน", "สมาคมแม่นา, ชมรมคนสวน", "สมาคมแม่ป่า/ชมรมคนสวน", "สมาคมแม่ทุ่ง\nชมรมคนสวน",
    "สมาคมแม่เขา + มูลนิธิเพื่อน", "สมาคมแม่ดอย ร่วมกับ ชมรมคนสวน", "1. สมาคมแม่เลน 2. ชมรมคนสวน", "ศูนย์เพื่อนหญิง, ศูนย์เด็กเล็ก",
    "กลุ่มฮักบ้าน/เครือข่ายผู้ป่วย", "สมาคมแม่หาดและสมาคมผู้สูงอายุ", "สมาคมแม่อ่าว (ร่วมกับมูลนิธิเพื่อน)", "สมาคมแม่คลอง และ อบต.บ้านสวน",
    "สมาคมแม่สระ–ชมรมคนสวน", "สมาคมแม่ธาร·ชมรมคนสวน", "สมาคมแม่ฝาย พร้อมด้วยชมรมคนสวน", "สมาคมแม่หนองพร้อมด้วยชมรมคนสวน",
    "สมาคมแม่บึง คู่กับชมรมคนสวน", "สมาคมแม่ห้วย มูลนิธิเพื่อน", "ชมรมแม่น้ำ สมาคมเพื่อน", "เครือข่ายองค์กรงดเหล้าและเครือข่ายเยาวชน",
]  # fmt: skip
ONE_ALONE = [
    "มูลนิธิเด็กและชุมชน", "สมาคมสตรีและเครือข่ายครอบครัว", "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน มูลนิธิบ้านสวน",
    "ชมรม/กลุ่มผู้สูงอายุบ้านสวน",
    "ชมรมเพื่อน (สมาคมแม่บ้าน)", "ศูนย์ประสานงานองค์กรผู้บริโภค, ชลบุรี", "เครือข่ายผู้ติดเชื้อและผู้ป่วยเอดส์", "กลุ่มเด็ก เยาวชน และครอบครัว",
    "สมาคมแม่บ้าน สาขาระยอง–จันทบุรี", "ศูนย์หลักประกันสุขภาพประชาชน/หน่วยรับเรื่องร้องเรียน 50(5) ระยอง",
]  # fmt: skip


@pytest.fixture
def hers(client: Client, officer_6: User) -> Client:
    make.programme()
    client.force_login(officer_6)
    return client


def of_names(client: Client, several: Sequence[str]) -> ImportBatch:
    """A table of these names; the number of each is its row."""
    return brought_in(client, [HEADER, *([n, name, 1000] for n, name in enumerate(several, start=1))])


def rows_asked(batch: ImportBatch) -> str:
    return "\n".join(questions(batch))


@pytest.mark.parametrize(
    ("several", "code"),
    [
        *((OTHER_YEARS[at : at + LISTED], "other_year") for at in range(0, len(OTHER_YEARS), LISTED)),
        *((SEVERAL[at : at + LISTED], "other_name") for at in range(0, len(SEVERAL), LISTED)),
    ],
)
def test_each_name_with_another_year_or_of_several_organisations_is_asked_about(
    hers: Client, several: list[str], code: str
) -> None:
    batch = of_names(hers, several)
    assert {found for _column, _row, found in faults(batch)} == {code}
    said = rows_asked(batch)
    assert [name for n, name in enumerate(several, start=2) if not _is_among(n, said)] == []
    assert names(answered(hers, batch, "leave")) == []


def _is_among(row: int, said: str) -> bool:
    return any(str(row) in line.split(":")[0].replace(",", " ").split() for line in said.splitlines())


def test_a_name_of_the_year_or_of_one_organisation_is_not(hers: Client) -> None:
    assert faults(of_names(hers, SAME_YEAR + ONE_ALONE)) == []


DETAILS = [
    "ไม่ต่อ",
    "พักไว้ก่อน",
    "งด",
    "รอเอกสาร",
    "❌",
    "ปีหน้า",
    "ไม่อนุมัติ",
    "ยกเลิก",
    "โอนให้ อบต.บ้านสวน",
    "มอบให้ประชาชนทำแทน",
]
TOLD = [
    "กิจกรรมรณรงค์ไม่สูบบุหรี่",
    "ผู้ป่วยที่ไม่มีญาติ",
    "สนับสนุนผู้ที่ไม่ได้รับสิทธิ",
    "อบรม อสม. 30 คน",
    "ลดการตีตรา",
    "รอบที่ 2",
    "ไม่เกิน 50 คน",
]


@pytest.mark.parametrize("heading", ["รายละเอียด", "เหตุผล", "Detail"])
def test_a_denial_among_details_is_asked_about_and_what_is_done_is_not(hers: Client, heading: str) -> None:
    def asked(said: list[str]) -> list[Any]:
        rows = [[n, f"ชมรมบ้าน{n}", 1000, text] for n, text in enumerate(said, start=1)]
        return faults(brought_in(hers, [[*HEADER, heading], *rows]))

    assert {code for _column, _row, code in asked(DETAILS)} == {"other_state"}
    assert all(asked([text]) for text in DETAILS[: 3 if heading == "รายละเอียด" else 1])
    assert asked(TOLD) == []


PARTS = [
    "งบประมาณภาคเหนือ",
    "ภาคใต้",
    "ศูนย์ภาคอีสาน",
    "ภาคตะวันออกเฉียงเหนือ",
    "ภาคตะวันตก",
    "จังหวัดชายแดนใต้",
    "Southern Thailand",
]
OWN_PARTS = [
    "ภาคตะวันออก",
    "ภาคประชาชน",
    "ภาคกลางและภาคตะวันออก",
    "ทุกภาคส่วน",
    "ภาคเรียนที่ 1",
    "ภาคกลางวัน",
    "อบรมภาคกลางคืน",
    "รายงานภาคกลางปี",
]


@pytest.mark.parametrize(("title", "asked"), [*((p, True) for p in PARTS), *((p, False) for p in OWN_PARTS)])
def test_a_part_of_the_country_that_is_not_the_regions_is_asked_about(
    hers: Client, title: str, asked: bool
) -> None:
    batch = brought_in(hers, [[title], HEADER, ONE, TWO])
    assert faults(batch) == ([(None, 1, "title_region")] if asked else [])


POSTCODES: dict[str, tuple[Rows, bool]] = {
    "a column of them": (with_column("รหัสไปรษณีย์", "20000", "50200", "๒๒๐๐๐"), True),
    "numbers": (with_column("Postcode", 20000, 90110, 24000), True),
    "behind an address": (with_column("ที่อยู่", "", "12 ม.3 ต.สุเทพ 50200", ""), True),
    "behind its word": (with_column("หมายเหตุ", "", "รหัสไปรษณีย์ 33000", ""), True),
    "the region's own": (with_column("รหัสไปรษณีย์", "21000", "10270", "๒๒๐๐๐"), False),
    "an address of the region": (with_column("ที่อยู่", "", "99 ต.บางพลีใหญ่ 10540", ""), False),
    "a number of people behind an address": (with_column("ที่อยู่", "", "หมู่ 5 จำนวน 50000", ""), False),
    "an instalment behind an address": (with_column("หมายเหตุ", "", "ต.เพ งวดที่ 1 40000", ""), False),
    "another number": (with_column("รหัส", "", 50200, ""), False),
}


@pytest.mark.parametrize(("rows", "asked"), POSTCODES.values(), ids=POSTCODES)
def test_a_postcode_of_another_region_is_asked_about(hers: Client, rows: Rows, asked: bool) -> None:
    assert faults(brought_in(hers, rows)) == ([(None, 3, "other_region")] if asked else [])


HANDED_ON = [
    "โอนไปที่บัญชีสมาคม", "โอนไปยังธนาคารกรุงไทย", "โอนไปที่ ธ.ก.ส.", "โอนไปที่พร้อมเพย์", "มอบให้ผู้สูงอายุ",
    "มอบให้เด็ก", "จ่ายให้ผู้เข้าอบรม", "มอบให้คนพิการในชุมชน", "ส่งมอบให้ประชาชน", "จ่ายให้วิทยากร",
    "มอบแก่ผู้ป่วยติดเตียง", "มอบให้กลุ่มเปราะบาง", "มอบให้สมาชิกชมรม",
    "โอนไปบัญชีสมาคมแล้ว", "โอนไปเลขที่บัญชี 123", "โอนเข้าบัญชีชมรมบ้านเพ", "มอบให้สมาชิกและตัวแทนชุมชน", "มอบให้สมาชิกสมาคมทุกคน",
    "โอนให้นายสมชาย ใจดี ประธานชมรม", "โอนให้ น.ส.สมใจ (เหรัญญิก)", "จ่ายให้นางสมศรี ค่าวิทยากร", "มอบหมายให้นายสมชาย ดูแล",
]  # fmt: skip
TO_ANOTHER = [
    "โอนไปที่ อบจ.", "โอนไปบัญชีสมาคมอื่น", "มอบให้สมาคมอื่น", "มอบให้ผู้อื่น", "โอนให้คนอื่น", "มอบงานให้กลุ่มสตรีบ้านสวน", "ส่งต่อให้เทศบาล",
    "โอนให้สมาชิกสมาคมอื่น", "โอนให้คนพิการสมาคมระยอง", "โอนให้กลุ่มเปราะบางสมาคม ข", "โอนให้พี่น้องมูลนิธิ ข", "โอนไปธนาคารสมาคม ข",
    "โอนไปเลขที่บัญชีสมาคม ข", "โอนให้สหกรณ์ออมทรัพย์ครูระยอง", "โอนให้ธนาคารขยะบ้านเพ", "โอนให้ธนาคารอาหาร", "โอนให้เยาวชนระยอง",
    "โอนให้สตรีบ้านค่าย", "โอนให้ครูสมศรี", "มอบให้เด็กและเยาวชนระยองดำเนินการ", "มอบให้สมาชิกสมาคมอื่น", "มอบให้คนพิการสมาคมระยอง",
    "จ่ายให้สตรีบ้านค่าย", "จ่ายให้ผู้ป่วยมูลนิธิ ข", "โอนเข้าบัญชีสมาคมอื่น",
    "โอนให้นายสมชาย", "โอนเงินให้ นาย สมชาย ใจดี", "จ่ายให้นางสาวสมใจ", "โอนให้คุณสมศรี", "โอนให้นายสมชาย ประธานสมาคมอื่น",
]  # fmt: skip


def test_what_is_handed_to_people_or_paid_into_an_account_is_told_and_what_goes_to_another_is_asked_about(
    hers: Client,
) -> None:
    def asked(said: list[str]) -> list[Any]:
        rows = [[n, f"ชมรมบ้าน{n}", 1000, text] for n, text in enumerate(said, start=1)]
        return brought_in(hers, [[*HEADER, "หมายเหตุ"], *rows])

    assert faults(asked(HANDED_ON)) == []
    for at in range(0, len(TO_ANOTHER), LISTED):
        listed = TO_ANOTHER[at : at + LISTED]
        said = rows_asked(asked(listed))
        assert [remark for n, remark in enumerate(listed, start=2) if not _is_among(n, said)] == []
