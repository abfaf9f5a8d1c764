"""The seven roles and what each may do to the records of its region. Groups of the same name carry the rights.

A role's rights are the table below and nothing else: `sync_groups` runs after every migrate and makes
the groups' permissions equal to it.
"""

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    HEAD_OFFICE = "head_office", _("head office")
    REGIONAL_STAFF = "regional_staff", _("regional staff")
    FINANCE = "finance", _("finance officer")
    MENTOR = "mentor", _("mentor")
    COORDINATOR = "coordinator", _("coordinator")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    COMPLAINT_OFFICER = "complaint_officer", _("complaint officer")


ADMIN_ROLES = (Role.HEAD_OFFICE, Role.REGIONAL_STAFF)
STAFF_ROLES = (Role.REGIONAL_STAFF,)
# Who brings in tables: of a year and of the registers, and of payments. A kind of table says which it is for.
TABLE_ROLES = (Role.REGIONAL_STAFF, Role.COORDINATOR)
PAYING_ROLES = (Role.REGIONAL_STAFF, Role.FINANCE)
IMPORTING_ROLES = (Role.REGIONAL_STAFF, Role.COORDINATOR, Role.FINANCE)
REPORTING_ROLES = (Role.COORDINATOR, *STAFF_ROLES)  # who writes a report, and who reviews it
# Who decides on money, rights or cases signs in with a second factor; everybody else may.
FACTOR_ROLES = (
    Role.HEAD_OFFICE,
    Role.REGIONAL_STAFF,
    Role.FINANCE,
    Role.MENTOR,
    Role.COMPLAINT_OFFICER,
)
REVIEWING_ROLES = (Role.MENTOR, Role.REGIONAL_STAFF)
BUDGET_ROLES = (Role.REGIONAL_STAFF, Role.FINANCE, Role.MENTOR, Role.COMMITTEE_MEMBER)
SITTING_ROLES = (Role.REGIONAL_STAFF, Role.COMMITTEE_MEMBER)  # who reads what committees do
DRAFT_ROLES = tuple(
    role for role in Role if role != Role.COMMITTEE_MEMBER
)  # who reads a plan before it is submitted
AGREEMENT_ROLES = (*BUDGET_ROLES, Role.COORDINATOR)  # she reads those of her own organisation

# Who gives and ends which roles: in her own region, head office in every one (docs/decisions/who-gives-roles.md).
# Staff give what decides on nothing that others ask for: whoever gave herself a colleague could ask and decide alike.
GIVES: dict[Role, tuple[Role, ...]] = {
    Role.HEAD_OFFICE: tuple(Role),
    Role.REGIONAL_STAFF: (Role.COORDINATOR, Role.COMMITTEE_MEMBER, Role.COMPLAINT_OFFICER),
    Role.FINANCE: (),
    Role.MENTOR: (),
    Role.COORDINATOR: (),
    Role.COMMITTEE_MEMBER: (),
    Role.COMPLAINT_OFFICER: (),
}

_EDIT = ("view", "add", "change", "delete")
_KEEP = ("view", "add", "change")  # registers and money: nothing disappears
_VIEW = ("view",)

# "app.model" → actions. Everything not named here is closed to the role.
_REGIONAL_RECORDS: dict[str, tuple[str, ...]] = {
    "centres.organisation": _EDIT,
    "centres.organisationalias": _EDIT,
    "centres.organisationrole": _EDIT,
    "centres.organisationperson": _EDIT,
    "centres.coordinationcentre": _EDIT,
    "registers.networkgroup": _KEEP,
    "registers.trainedperson": _EDIT,  # names of people go when they have to
    "registers.readiness": _VIEW,  # it moves by its own acts, on a page of ours
    "registers.checklistmark": _VIEW,
    "participation.plan": _EDIT,
    "participation.planline": _VIEW,
    "grants.programme": _EDIT,
    "grants.allocation": _EDIT,
    "grants.agreement": _VIEW,  # these move by their own methods, on pages of ours
    "grants.entry": _VIEW,
    "grants.report": _VIEW,
    "grants.reportcheck": _KEEP,  # it ends with a year; answers to it are read for longer
    "grants.agreementtemplate": _EDIT,
    "grants.othersource": _EDIT,
    "committees.committee": _KEEP,
    "committees.secretary": _EDIT,
    "committees.papertemplate": _EDIT,
    "committees.yearlyreport": _KEEP,
    "committees.seat": _EDIT,
    "complaints.receivingunit": _KEEP,
    "complaints.receivingunitofficer": _EDIT,
    "complaints.receivingunitstatus": ("view", "add"),
    "spreadsheets.importbatch": _VIEW,
    "spreadsheets.columnmapping": ("view", "delete"),
}
_CATALOGUES = (
    "regions.region",
    "regions.province",
    "regions.district",
    "centres.targetnetwork",
    "registers.trainingcourse",
    "registers.checklistitem",
    "participation.formofparticipation",
    "participation.standardactivity",
    "participation.activitytag",
    "committees.committeekind",
    "committees.citation",
    "committees.sector",
    "committees.compositionrule",
    "committees.compositionpart",
)

RIGHTS: dict[Role, dict[str, tuple[str, ...]]] = {
    Role.REGIONAL_STAFF: {
        **_REGIONAL_RECORDS,
        **dict.fromkeys(_CATALOGUES, _VIEW),
        "people.user": _VIEW,
        "people.membership": _VIEW,
    },
    Role.HEAD_OFFICE: {
        **_REGIONAL_RECORDS,
        **dict.fromkeys(_CATALOGUES, _VIEW),
        "centres.targetnetwork": _KEEP,
        "registers.trainingcourse": _KEEP,
        "registers.checklistitem": _KEEP,
        "participation.formofparticipation": _KEEP,
        "participation.standardactivity": _KEEP,
        "participation.activitytag": _KEEP,
        "committees.committeekind": _KEEP,
        "committees.citation": _KEEP,
        "committees.sector": _KEEP,
        "committees.compositionrule": _KEEP,
        "committees.compositionpart": _EDIT,
        "people.user": _KEEP,
        "people.membership": _EDIT,
        "trail.trailentry": _VIEW,
    },
    # These work on pages of ours, never in the admin, so no model right opens anything to them.
    Role.FINANCE: {},
    Role.MENTOR: {},
    Role.COORDINATOR: {},
    Role.COMMITTEE_MEMBER: {},
    Role.COMPLAINT_OFFICER: {},
}


def sync_groups(**_kwargs: object) -> None:
    """Make each role's group carry exactly the rights of the table. Runs after every migrate."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        wanted = []
        for label, actions in RIGHTS[role].items():
            app, model = label.split(".")
            wanted += [f"{app}.{action}_{model}" for action in actions]
        # During a partial migrate some apps have no permissions yet; a later run adds them.
        group.permissions.set([known[name] for name in wanted if name in known])
