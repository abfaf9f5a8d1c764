"""What one person asked for and another decided stays as it is, whatever writes to the database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from editing.refusals import sentence_for
from grants.models import Agreement, PaymentCorrection, ReturnNotice
from tests import make
from tests.grants.steps import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided() -> dict[str, Any]:
    office = Office()
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "95000")
    agreement: Agreement = office.active(allocation, "95000.00")
    part = office.pay(agreement, 1)
    correction = PaymentCorrection.propose(part, by=office.pays, reason="โอนไม่สำเร็จ", document_number="บค 9")
    correction.refuse(by=office.approves, answer="โอนแล้ว")
    notice = ReturnNotice.report(
        agreement,
        by=office.pays,
        unspent=Decimal("10.00"),
        interest=Decimal(0),
        on=date(2024, 9, 1),
        document_number="โอน 1",
    )
    notice.confirm(by=office.approves)
    return {"grants_returnnotice": notice.pk, "grants_paymentcorrection": correction.pk}


@pytest.mark.parametrize("table", ["grants_returnnotice", "grants_paymentcorrection"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET state = 'waiting', decided_by_id = NULL, decided_at = NULL WHERE id = {pk}",
        "UPDATE {table} SET document_number = 'อื่น' WHERE id = {pk}",
        "DELETE FROM {table} WHERE id = {pk}",
    ],
)
def test_what_is_decided_is_refused_to_change_by_raw_sql(
    table: str, statement: str, decided: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, pk=decided[table]))
    assert sentence_for(refused.value) == "เรื่องที่มีผู้พิจารณาแล้วแก้ไขหรือลบไม่ได้"
