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
from tests.grants.at_random.frame import Frame, anyone, baht, pick, reasons


class ReportSteps(Frame):
    def fill(
        self, report: Report, used: Decimal, who: str, people: int = 20, interest: Decimal = Decimal(0)
    ) -> None:
        texts = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "participants": 20}
        end = report.carried + report.received + interest - used - report.came_back_since_the_last()
        money = {"interest": interest, "services": used, "bank": end, "cash": Decimal(0)}
        report.write(
            texts | money,
            dict.fromkeys(self.networks, people // 2),
            by=self.people[who],
            version=report.version,
        )

    @rule(number=pick, who=anyone)
    def begin_report(self, number: int, who: str) -> None:
        self.step("begin", Instalment.objects, number, lambda held: Report.begin(held, by=self.people[who]))

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
        self.step("send", Report.objects, number, lambda held: held.send(by=self.people[who]))

    @rule(number=pick, who=anyone)
    def accept_as_mentor(self, number: int, who: str) -> None:
        self.step("mentor", Report.objects, number, lambda held: held.accept_as_mentor(by=self.people[who]))

    @rule(number=pick, who=anyone)
    def accept_as_region(self, number: int, who: str) -> None:
        self.step("region", Report.objects, number, lambda held: held.accept_as_region(by=self.people[who]))

    @rule(number=pick, who=anyone, comment=reasons)
    def send_back(self, number: int, who: str, comment: str) -> None:
        self.step(
            "send_back",
            Report.objects,
            number,
            lambda held: held.send_back({"bank": comment}, by=self.people[who]),
        )
