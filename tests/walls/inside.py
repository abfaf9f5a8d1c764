"""Inside a region: which pages and files open to whom, and whose rows they hold.

Of what a committee does, only who sits on that very committee reads more than that it is there and who sits on it.
An address that opens to a coordinator, or a column that keeps a file, is of nobody until it stands here.
"""

import re
from enum import Enum


class Whose(Enum):
    """Whose rows an address holds that opens to a coordinator."""

    NOBODYS = "nobody's"  # her own account, or a page that only asks
    HERS = "of the organisations that she coordinates"


# The address of the plan as a table holds the region's plan, the other kinds of it her own rows.
THE_PLAN = re.compile(r"/imports/table/\d+/\d+/plan\.")

OPEN_TO_COORDINATORS = {
    "": Whose.HERS,
    "session/": Whose.NOBODYS,
    "password/": Whose.NOBODYS,
    "account/": Whose.NOBODYS,
    "account/factor/": Whose.NOBODYS,
    "health/": Whose.NOBODYS,
    "join/<str:key>/": Whose.NOBODYS,
    "choose-password/<uidb64>/<token>/": Whose.NOBODYS,
    "plans/activities/": Whose.HERS,
    "registers/own/": Whose.HERS,
    "registers/organisations/<int:pk>/trained/": Whose.HERS,
    "registers/trained/<int:pk>/": Whose.HERS,
    "agreements/": Whose.HERS,
    "agreements/<int:pk>/": Whose.HERS,
    "agreements/<int:pk>/agreement.docx": Whose.HERS,
    "agreements/<int:pk>/scan/": Whose.HERS,
    "reports/": Whose.HERS,
    "reports/due/": Whose.HERS,
    "imports/": Whose.HERS,
    "imports/new/": Whose.NOBODYS,
    "imports/table/<int:region_number>/<int:fiscal_year>/<str:kind>.<str:extension>": Whose.HERS,
}

# What of the world of region 6 belongs to the one of its two organisations that tied_6 does not coordinate.
OF_THE_OTHER = re.compile(
    r"ZZREGION6(?:ORGANISATION|CONTACT|ALIAS|DOCUMENT|CONTRACT0|SIGNS0|SIGNPOST0|OFFICE0|WAITS0\d|PAID\d|DONE\d|"
    r"OUTPUT\d|EVIDENCE|COMMENT|CORRECTED|CORRECTION|IMPORTED|WAITING|WRONG|FILE\w*)$|706,?706\.06",
    re.IGNORECASE,
)

# What of the world of region 6 stands in the meetings of its committee: agenda, papers, files, minutes, tasks.
OF_MEETINGS = (
    *("ROOM", "IDENTIFIED", "SUBSTITUTE", "LISTED", "TITLE", "PRESENTER", "PRESENTS", "DECIDED", "REMARKS"),
    *("RECUSAL", "TASK", "TASKOWNER", "PAPERTITLE", "PAPERTEXT", "PLANTITLE", "CORRECTEDPLACE", "WHYRECORD"),
    *("CORRECTEDWORDS", "WHYCORRECTED", "ATTACHED"),
)

# What of a region its own staff alone read, and head office neither: names of files with personal data.
OF_STAFF_ALONE = ("ATTACHEDOFPEOPLE",)
