"""In which fiscal years the registers use an entry of a catalogue: it is not retired before them."""

from collections.abc import Iterable

from centres.models import TargetNetwork
from centres.registers.models import NetworkGroup, TrainedPerson, TrainingCourse
from editing.of_years import used_in
from thai.years import fiscal_year_of


def of_network(network: TargetNetwork) -> Iterable[int]:
    return (
        NetworkGroup.objects.filter(network=network)
        .order_by()
        .values_list("first_year", flat=True)
        .distinct()
    )


def of_course(course: TrainingCourse) -> Iterable[int]:
    days = TrainedPerson.objects.filter(course=course).order_by().values_list("held_on", flat=True).distinct()
    return {fiscal_year_of(day) for day in days}


used_in("centres.TargetNetwork", of_network)
used_in("registers.TrainingCourse", of_course)
