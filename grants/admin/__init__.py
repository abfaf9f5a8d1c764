"""What of the money is seen or edited in the admin. Django finds the classes through this package."""

from grants.admin.programmes import AllocationAdmin, ProgrammeAdmin

__all__ = ["AllocationAdmin", "ProgrammeAdmin"]
