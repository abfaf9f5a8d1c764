"""The invitation to a meeting as a calendar takes it (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from committees.models import Meeting
from committees.models.agenda import tree_of

_LENGTH = timedelta(hours=3)  # where nobody has said how long it takes
_WIDTH = 73  # octets of a line, so that the fold and its space stay within 75


def invitation_to(meeting: Meeting, address: str) -> str:
    """One event with the agenda; `address` is the meeting's page."""
    begins = meeting.begins
    agenda = "\n".join(
        f"{item.number} {item.title}" for item, _depth, _parent in tree_of(list(meeting.items.all()))
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//NHSO//participation portal//TH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.pk}@participation.nhso.go.th",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{_utc(datetime.now(UTC))}",
        f"DTSTART:{_utc(begins)}",
        f"DTEND:{_utc(_ends(meeting, begins))}",
        f"SUMMARY:{_escaped(f'{meeting.body} {meeting}')}",
        f"LOCATION:{_escaped(_where(meeting))}",
        f"DESCRIPTION:{_escaped(agenda)}",
        f"URL:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _where(meeting: Meeting) -> str:
    return ", ".join(filter(None, (meeting.place, meeting.told_form))) or meeting.get_form_display()


def _ends(meeting: Meeting, begins: datetime) -> datetime:
    ends = begins.replace(hour=meeting.ends.hour, minute=meeting.ends.minute) if meeting.ends else begins
    return ends if ends > begins else begins + _LENGTH


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Cut between characters, never inside the octets of one."""
    parts, part, width = [], "", 0
    for character in line:
        size = len(character.encode())
        if width + size > _WIDTH:
            parts.append(part)
            part, width = "", 0
        part, width = part + character, width + size
    return "\r\n ".join([*parts, part])
