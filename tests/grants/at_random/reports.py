"""Steps at random: reports."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
)

from grants.models import (
    Instalment,
    Report,
)
from grants.reports.writing import begin, send, write
from tests.grants.at_random.frame import Frame, anyone, baht, pick, reasons
from tests.grants.steps import accept_as_mentor, accept_as_region, send_back


class ReportSteps(Frame):
    def fill(
        self, report: Report, used: Decimal, who: str, people: int = 20, interest: Decimal = Decimal(0)
    ) -> None:
        texts = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "unshown": "-", "participants": 20}
        end = report.carried + report.received + interest - used - report.came_back_since_the_last()
        money = {"interest": interest, "services": used, "bank": end, "cash": Decimal(0)}
        write(
            report,
            texts | money,
            dict.fromkeys(self.networks, people // 2),
            by=self.people[who],
            version=report.version,
        )

    @rule(number=pick, who=anyone)
    def begin_report(self, number: int, who: str) -> None:
        self.step("begin", Instalment.objects, number, lambda held: begin(held, by=self.people[who]))

    @rule(number=pick, who=anyone, used=baht, people=st.sampled_from([20, 20, 20, 19, -2]), interest=baht)
    def write_report(self, number: int, who: str, used: str, people: int, interest: str) -> None:
        self.step(
            "write",
            Report.objects,
            number,
            lambda held: self.fill(held, Decimal(used), who, people, Decimal(interest)),
        )

    @rule(number=pick, who=anyone)
    def send_report(self, number: int, who: str) -> None:
        self.step("send", Report.objects, number, lambda held: send(held, by=self.people[who]))

    @rule(number=pick, who=anyone)
    def accept_as_mentor(self, number: int, who: str) -> None:
        self.step("mentor", Report.objects, number, lambda held: accept_as_mentor(held, by=self.people[who]))

    @rule(number=pick, who=anyone)
    def accept_as_region(self, number: int, who: str) -> None:
        self.step("region", Report.objects, number, lambda held: accept_as_region(held, by=self.people[who]))

    @rule(number=pick, who=anyone, comment=reasons)
    def send_back(self, number: int, who: str, comment: str) -> None:
        self.step(
            "send_back",
            Report.objects,
            number,
            lambda held: send_back(held, {"bank": comment}, by=self.people[who]),
        )
