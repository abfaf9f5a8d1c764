"""Organisations, the roles they hold, the people tied to them, and coordination centres."""

from centres.models.apart import KnownApart
from centres.models.invitation import Invitation
from centres.models.network import TargetNetwork
from centres.models.organisation import Organisation, OrganisationAlias, OrganisationPerson
from centres.models.role import CoordinationCentre, OrganisationRole

__all__ = [
    "CoordinationCentre",
    "Invitation",
    "KnownApart",
    "Organisation",
    "OrganisationAlias",
    "OrganisationPerson",
    "OrganisationRole",
    "TargetNetwork",
]
