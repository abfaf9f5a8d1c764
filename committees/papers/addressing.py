"""Whether cover, closing line and the office's own file all speak of the committee that a paper is put before."""

import re
from collections.abc import Iterator
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committees.models import AgendaItem, Committee, PaperTemplate
from editing.papers.own_words import own_words
from editing.word.rendering import DAMAGE, damaged

A_BODY = re.compile("คณะ(?:อนุ)?กรรมการ")


def doubts_of_address(item: AgendaItem) -> Iterator[str]:
    """Region 6's paper of 2567 addressed a committee on its cover and a sub-committee in its closing line."""
    committee = item.meeting.committee
    if others := _others(item.title, committee):
        said = _("The title speaks of a %(body)s, and the paper is addressed to %(committee)s.")
        yield said % {"body": others, "committee": committee}
    for template in PaperTemplate.objects.filter(region=committee.region_id).order_by("kind"):
        try:
            words = own_words(template.content(), template.ending)
        except ValidationError as lost:
            yield from lost.messages
            continue
        except (*DAMAGE, BadZipFile):
            yield from damaged().messages
            continue
        if others := _others(words, committee):
            said = _(
                "The region's own file of %(kind)s speaks of a %(body)s, and the paper is addressed to %(committee)s."
            )
            yield said % {"kind": template.get_kind_display(), "body": others, "committee": committee}


def _others(words: str, committee: Committee) -> str:
    return ", ".join(sorted(set(A_BODY.findall(words)) - set(A_BODY.findall(committee.name))))
