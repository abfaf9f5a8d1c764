"""Parts of the country that a text names, and the NHSO regions that lie in each of them."""

import re

_AREA = r"\s+(?:region|part|thailand|provinces?|area|zone)\b"
# What lies farther inside comes first: "ภาคเหนือตอนล่าง" is no "ภาคเหนือ" as a whole.
_PARTS: tuple[tuple[str, frozenset[int]], ...] = (
    (
        rf"ภาค\s?ตะวันออก\s?เฉียง\s?เหนือ|(?:ภาค\s?|(?<![ก-๙]))อีสาน(?=$|[^ก-๙]|ใต้|เหนือ|กลาง|ตอน)|\bnorth-?\s?east(?:ern)?{_AREA}",
        frozenset({7, 8, 9, 10}),
    ),
    (r"ภาค\s?เหนือ\s?ตอน\s?บน|(?:ดินแดน|พื้นที่|(?<![ก-๙]))ล้านนา(?=$|[^ก-๙])", frozenset({1})),
    (r"ภาค\s?เหนือ\s?ตอน\s?ล่าง", frozenset({2, 3})),
    (rf"ภาค\s?เหนือ|\bnorth(?:ern)?{_AREA}", frozenset({1, 2, 3})),
    (r"ภาค\s?กลาง\s?ตอน\s?บน", frozenset({3, 4})),
    # "ภาคกลางวัน", "ภาคกลางคืน" and "ภาคกลางปี" are times.
    (rf"ภาค\s?กลาง(?!วัน(?!ที่)|คืน|ปี(?!\s*(?:งบ|พ\.|[0-9])))|\bcentral{_AREA}", frozenset({3, 4, 5, 6, 13})),
    (rf"ภาค\s?ตะวันออก|\beec\b|\beast(?:ern)?{_AREA}", frozenset({6})),
    (rf"ภาค\s?ตะวันตก|\bwest(?:ern)?{_AREA}", frozenset({5})),
    (r"ภาค\s?ใต้\s?ตอน\s?บน", frozenset({11})),
    (r"ภาค\s?ใต้\s?ตอน\s?ล่าง|ชายแดน\s?(?:ภาค\s?)?ใต้", frozenset({12})),
    (rf"ภาค\s?ใต้|ปักษ์ใต้|(?:ฝั่ง|ทะเล)อันดามัน|\bsouth(?:ern)?{_AREA}", frozenset({11, 12})),
    (r"ปริมณฑล", frozenset({4, 5, 6, 13})),
)
_PART = re.compile(
    "|".join(f"(?P<p{place}>{pattern})" for place, (pattern, _regions) in enumerate(_PARTS)), re.IGNORECASE
)


def regions_of_parts(text: str) -> set[int]:
    """The numbers of the regions in the parts of the country that a text names; none where it names no part."""
    named = (int((found.lastgroup or "p0")[1:]) for found in _PART.finditer(text))
    return {region for place in named for region in _PARTS[place][1]}
