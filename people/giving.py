"""What a form offers to who gives a role: the roles that she may give, in the regions that she staffs."""

from typing import Any

from people.models import User
from people.roles import Role
from regions.models import Region


def offer_what_is_given(fields: dict[str, Any], by: User) -> list[Region]:
    """Fill the fields `role` and `region` of a form with what a person may give. Returns the regions."""
    staffed = Region.objects.staffed_by(by)
    regions = list(staffed)
    given = {role for number in (None, *(each.pk for each in regions)) for role in by.gives_in(number)}
    fields["role"].choices = [("", "—"), *(each for each in Role.choices if each[0] in given)]
    fields["region"].queryset = staffed
    fields["region"].required = not by.sees_every_region
    fields["region"].choices = [
        ("", fields["region"].empty_label),
        *((each.pk, str(each)) for each in regions),
    ]
    if len(regions) == 1:
        fields["region"].initial = regions[0]
    return regions
