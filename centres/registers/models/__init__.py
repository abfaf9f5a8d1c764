"""The groups of a region's networks, the people who were trained, and the way to a registration under section 3."""

from centres.registers.models.checklist import (
    ChecklistItem,
    ChecklistMark,
    ReadinessFile,
    ReadinessFileOpening,
)
from centres.registers.models.group import NetworkGroup
from centres.registers.models.readiness import Readiness, ReadinessStep
from centres.registers.models.training import TrainedPerson, TrainingCourse

__all__ = [
    "ChecklistItem",
    "ChecklistMark",
    "NetworkGroup",
    "Readiness",
    "ReadinessFile",
    "ReadinessFileOpening",
    "ReadinessStep",
    "TrainedPerson",
    "TrainingCourse",
]
