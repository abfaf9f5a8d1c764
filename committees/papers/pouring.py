"""A paper in the Word file or the slides of its region's office, where the office has one."""

from django.utils import timezone, translation

from committees.models import Paper, PaperTemplate
from editing.papers.blocks import DIGITS
from editing.papers.master import Master
from editing.word.template import BLANK, written, written_day


def master_of(paper: Paper, digits: str, ending: str) -> Master | None:
    """What a paper is poured into when it is issued. Raises ValidationError where the office's file is lost."""
    kept = PaperTemplate.objects.filter(region=paper.item.meeting.committee.region_id, kind=ending).first()
    return Master(kept.content(), kept.VOCABULARY, _values_of(paper, digits)) if kept else None


def _of_issue(paper: Paper) -> dict[str, str]:
    """When, by whom and as which revision; of a draft nothing is known of that."""
    if not paper.sha256:
        return {"issued_on": str(BLANK), "issued_by": str(BLANK), "revision": "ร่าง"}
    return {
        "issued_on": written_day(timezone.localdate(paper.issued_at)),
        "issued_by": paper.issuer or str(paper.issued_by),
        "revision": str(paper.revision),
    }


def _values_of(paper: Paper, digits: str) -> dict[str, str]:
    """What stands in the fields, in Thai whatever language the person reads, numbers as the paper writes them."""
    item, meeting = paper.item, paper.item.meeting
    with translation.override("th"):
        texts = {
            "name": item.title,
            "item": str(item),
            "committee": meeting.body,
            "meeting": str(meeting),
            "held_on": written_day(meeting.held_on),
            "region": str(meeting.committee.region),
            "fiscal_year": str(paper.content["fiscal_year"]),
            **_of_issue(paper),
        }
    return {name: DIGITS[digits](written(text)) for name, text in texts.items()}
