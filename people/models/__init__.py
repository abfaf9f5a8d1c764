"""Who uses the portal, in which role, and how she comes in: one file for each noun."""

from people.models.factor_reset import FactorReset
from people.models.person import Membership, MembershipQuerySet, User, Visitor
from people.models.signing_in import OpenSession, Tries

__all__ = ["FactorReset", "Membership", "MembershipQuerySet", "OpenSession", "Tries", "User", "Visitor"]
