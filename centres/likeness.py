"""Whether two names look like one organisation: by kind of body, place and issue, not by letters alone.

By letters, a centre written "จ.ฉะเชิงเทรา" is as near to itself as to another centre whose issue stands in brackets.
What looks alike is offered to a person and never joined.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from centres.models.organisation import Organisation, OrganisationAlias, identity_of, split_issue
from editing.keys import key_in
from regions.models import Province, Region
from regions.places import spelled_out
from spreadsheets.widgets import nearest
from tables.names import name_proper
from thai.text import clean, match_key

NEAR = 88  # rapidfuzz ratio from which what is left of two names, without their places, is one name mistyped
NEAR_WORD = 80  # the same of one word, such as a district or an issue

# What sort of body a name begins with; the longer words first.
_BODIES = (
    *("ศูนย์ประสานงาน", "ศูนย์รับเรื่องร้องเรียน", "ศูนย์คุ้มครองสิทธิ", "ศูนย์", "มูลนิธิ", "สมาคม", "ชมรม", "กลุ่ม"),
    *("เครือข่าย", "สภาองค์กรชุมชน", "สภา", "สหพันธ์", "สหกรณ์", "องค์กร", "องค์การ", "กองทุน", "วิสาหกิจ", "วัด"),
    *("โรงเรียน", "โรงพยาบาล", "หน่วย", "คณะ", "บริษัท", "สถาบัน", "สำนัก"),
)
_PROVINCE = re.compile(r"จังหวัด\s*(\S+)")
_CAPITAL = re.compile(r"(?<![ก-ฮ])กทม\.?$")
_DISTRICT = re.compile(r"อำเภอ\s*(\S+?)(?=จังหวัด|ตำบล|\s|$)")
_TAMBON = re.compile(r"ตำบล\s*(\S+?)(?=จังหวัด|อำเภอ|\s|$)")
_BEFORE_ISSUE = re.compile("^(?:ด้าน|งาน|กลุ่ม|เครือข่าย)")


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name in its parts, each empty where the name does not say it; `province` is a code, `rest` a match key."""

    body: str
    rest: str
    province: str
    district: str
    tambon: str
    issue: str
    numbers: tuple[str, ...]


class NameReader:
    """Takes names apart; reads the provinces of the country once."""

    def __init__(self) -> None:
        names = Province.objects.values_list("name_th", "code")
        self._provinces = dict(sorted(names, key=lambda each: len(each[0]), reverse=True))

    def read(self, name: str) -> NameRead:
        proper, issue = split_issue(name_proper(clean(name)))
        text = spelled_out(proper)
        district, text = _taken_out(_DISTRICT, text)
        tambon, text = _taken_out(_TAMBON, text)
        province, text = self._province(text)
        rest = match_key(text)
        body = next((body for body in _BODIES if rest.startswith(body)), "")
        topic = _BEFORE_ISSUE.sub("", match_key(issue))
        return NameRead(
            body,
            rest,
            province,
            match_key(district),
            match_key(tambon),
            topic,
            tuple(re.findall(r"\d+", rest)),
        )

    def _province(self, text: str) -> tuple[str, str]:
        word, left = _taken_out(_PROVINCE, text)
        for name, code in self._provinces.items():
            if word.startswith(name):
                return code, left
        if word:
            near = nearest(word, self._provinces, NEAR_WORD)
            return (self._provinces[near], left) if near else ("", text)
        text = _CAPITAL.sub("กรุงเทพมหานคร", text.strip())
        for name, code in self._provinces.items():
            if text.endswith(name) and not text.endswith("เผยแพร่"):
                return code, text.removesuffix(name)
        return "", text


def _taken_out(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (found[1], f"{text[: found.start()]} {text[found.end() :]}") if found else ("", text)


def alike(one: NameRead, other: NameRead) -> bool:
    """Whether a person should be asked if two names mean one organisation."""
    return (
        not (one.province and other.province and one.province != other.province)
        and not (one.body and other.body and one.body != other.body)
        and one.numbers == other.numbers
        and all(
            _same_word(getattr(one, part), getattr(other, part)) for part in ("district", "tambon", "issue")
        )
        and fuzz.ratio(_bare(one, other), _bare(other, one)) >= NEAR
    )


def _same_word(one: str, other: str) -> bool:
    """Both say nothing, or nearly the same: a centre of a district is another one than that of its province."""
    return one == other or bool(one and other and fuzz.ratio(one, other) >= NEAR_WORD)


def _bare(name: NameRead, beside: NameRead) -> str:
    """What is left to compare: the words for the kind of body make any two centres alike."""
    return name.rest.removeprefix(name.body) if name.body == beside.body else name.rest


class Lookalikes:
    """The organisations of a region as names meet them, read once for a whole file."""

    def __init__(self, region: Region):
        self.by_identity: dict[tuple[str, str], Organisation] = {}
        self._reader = NameReader()
        self._by_pk = {row.pk: row for row in Organisation.objects.filter(region=region)}
        names = [(row.name, row) for row in self._by_pk.values()]
        for alias in OrganisationAlias.objects.filter(organisation__region=region):
            own = self._by_pk[alias.organisation_id]
            self.by_identity[alias.name_key, alias.issue_key] = own
            names.append((alias.name, own))
        for row in self._by_pk.values():
            self.by_identity[row.name_key, row.issue_key] = row
        self._names = names
        self._named: dict[str, Organisation | None] = {}  # what was asked for already
        # Taken apart where it is first asked for; names of other numbers are never alike.
        self._by_numbers: dict[tuple[str, ...], tuple[list[str], list[tuple[NameRead, Organisation]]]] = {}

    def named(self, name: str) -> Organisation | None:
        """Return the organisation that has this name, or has it as another name."""
        if name not in self._named:
            self._named[name] = self.by_identity.get(identity_of(name))
        return self._named[name]

    def chosen(self, answer: str | None) -> Organisation | None:
        """Return the organisation that a person said a name means; "new" means none."""
        return self._by_pk.get(key) if (key := key_in(answer)) is not None else None

    def of(self, name: str, *, province: str | None = None, but: Iterable[int] = ()) -> list[Organisation]:
        """Return the organisations that the name may mean by mistake, the nearest first.

        `province` is the code that stands beside the name, where one does; `but` are the keys of those that are not
        meant, as a person has said.
        """
        if not self._names:
            return []
        read = self._read(name, province)
        if not self._by_numbers:
            for known, row in self._names:
                other = self._read(known, row.province_id)
                rests, rows = self._by_numbers.setdefault(other.numbers, ([], []))
                rests.append(other.rest)
                rows.append((other, row))
        rests, rows = self._by_numbers.get(read.numbers, ([], []))
        found: dict[int, Organisation] = {}
        left_out = set(but)
        for _rest, _score, place in process.extract(
            read.rest, rests, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None
        ):
            other, row = rows[place]
            if row.pk not in left_out and alike(read, other):
                found.setdefault(row.pk, row)
        return list(found.values())

    def _read(self, name: str, province: str | None) -> NameRead:
        read = self._reader.read(name)
        return replace(read, province=province) if province else read
