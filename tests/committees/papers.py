"""Region 6's item 3.3 of meeting 4/2566 and its paper, as tests issue it."""

from django.test import Client

from committees.models import AgendaItem, Paper
from tests.html import OpenForm

NAME = "คณะกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขเขต 6 ระยอง"
GRANTS = (("มูลนิธิสายรุ้ง เพื่อคนพิการ", "215000"), ("สมาคมคนพิการจันทบุรี", "45000"))


def page(item: AgendaItem) -> str:
    return f"/committees/items/{item.pk}/paper/"


def issued(desk: Client, item: AgendaItem, wish: str = "") -> Paper:
    answer = OpenForm(desk, page(item) + wish).send()
    assert answer.is_taken
    return Paper.objects.order_by("-revision")[0]
