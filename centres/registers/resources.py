"""The register of groups and the list of trained people, to and from tables."""

from functools import cached_property

from import_export.fields import Field

from centres.likeness import Lookalikes
from centres.places_named import ProvinceNamed
from centres.registers.models import NetworkGroup, TrainedPerson
from centres.registers.widgets import CourseNamed, FiscalYear, OrganisationNamed, WholeNumber, YesOrNo
from centres.registers.workbooks import NETWORK_GROUPS, TRAININGS
from centres.resources import NetworkNamed
from spreadsheets.register_resource import RecordResource
from spreadsheets.resources import Values
from spreadsheets.widgets import Day, Text
from tables.kinds import Row
from thai.text import match_key


class NetworkGroupResource(RecordResource):
    """One row of a region's register: a group of one of its networks, those that are retired too."""

    kind = NETWORK_GROUPS
    model = NetworkGroup
    written_models = (NetworkGroup,)

    def make_fields(self) -> dict[str, Field]:
        return {
            "name": Field("name", widget=Text()),
            "network": Field("network", widget=NetworkNamed()),
            "province": Field("province", widget=ProvinceNamed(self.scope)),
            "members": Field("members", widget=WholeNumber()),
            "organisation": Field("organisation", widget=OrganisationNamed(Lookalikes(self.scope.region))),
            "line_link": Field("line_link", widget=Text()),
            "line_keeper": Field("line_keeper", widget=Text()),
            "line_consent": Field("line_consent", widget=YesOrNo()),
            "first_year": Field("first_year", widget=FiscalYear()),
            "retired_on": Field("retired_on", widget=Day()),
        }

    def records(self) -> dict[str, NetworkGroup]:
        rows = NetworkGroup.objects.filter(region=self.scope.region)
        rows = rows.select_related("region", "network", "province", "organisation").order_by("name", "pk")
        return {row.name_key: row for row in rows}

    def key_of(self, row: Row) -> str:
        return match_key(row.values["name"])

    def make(self, values: Values) -> NetworkGroup:
        group = NetworkGroup(region=self.scope.region)
        for key, value in values.items():
            self.set_value(group, key, value)
        return group

    def check(self, record: NetworkGroup) -> None:
        record.full_clean(validate_unique=False)

    def own_attributes(self) -> list[str]:
        return [*super().own_attributes(), "name_key"]


class TrainedPersonResource(RecordResource):
    """One row of the list: that a person of an organisation took a course on a day."""

    kind = TRAININGS
    model = TrainedPerson
    written_models = (TrainedPerson,)

    @cached_property
    def known(self) -> Lookalikes:
        return Lookalikes(self.scope.region)

    def make_fields(self) -> dict[str, Field]:
        return {
            "course": Field("course", widget=CourseNamed(), readonly=True),
            "held_on": Field("held_on", widget=Day(), readonly=True),
            "organisation": Field("organisation", widget=OrganisationNamed(self.known), readonly=True),
            "name": Field("name", widget=Text()),
            "place": Field("place", widget=Text()),
        }

    def records(self) -> dict[str, TrainedPerson]:
        rows = TrainedPerson.objects.filter(organisation__region=self.scope.region)
        rows = rows.select_related("course", "organisation__region").order_by(
            "held_on", "organisation", "name", "pk"
        )
        return {self._key(row.course_id, row.held_on, row.organisation_id, row.name_key): row for row in rows}

    def key_of(self, row: Row) -> str:
        course = self.fields["course"].widget.clean(row.values["course"])
        organisation = self.fields["organisation"].widget.clean(row.values["organisation"])
        held_on = self.fields["held_on"].widget.clean(row.values["held_on"])
        return self._key(course.pk, held_on, organisation.pk, match_key(row.values["name"]))

    @staticmethod
    def _key(*parts: object) -> str:
        return "/".join(map(str, parts))

    def make(self, values: Values) -> TrainedPerson:
        return TrainedPerson(**values)

    def check(self, record: TrainedPerson) -> None:
        record.full_clean(validate_unique=False)

    def own_attributes(self) -> list[str]:
        return ["name", "name_key", "place"]
