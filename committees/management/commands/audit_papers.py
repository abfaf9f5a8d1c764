"""manage.py audit_papers: issued papers and files of meetings are what they were, orders are found by their numbers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committees.models import ItemFile, Paper
from deciding.models import Decision
from deciding.order_numbers import key_of_its_own, order_key


class Command(BaseCommand):
    help = "Recompute the hash of each paper and file and the key of each order; ends with 1 and names what differs."

    def handle(self, *args: Any, **options: object) -> None:
        papers = Paper.objects.select_related("item__meeting__committee").order_by("pk")
        count, broken = 0, []
        for paper in papers.iterator(chunk_size=20):
            count += 1
            if not paper.is_whole:
                broken.append(f"{paper.pk}: {paper.item.meeting} {paper}")
        files = ItemFile.objects.select_related("item__meeting").order_by("pk")
        changed = [
            f"file {file.pk}: {file.item.meeting} {file.item} {file.name}"
            for file in files.iterator()
            if not file.is_whole
        ]
        lost = [
            f"decision {order.pk}: {order.order_number} is not found by its number. Run renew_name_keys."
            for order in Decision.objects.order_by("pk").iterator()
            if order.order_key
            not in (order_key(order.order_number), key_of_its_own(order.order_number, order.pk))
        ]
        for named in [*broken, *changed, *lost]:
            self.stdout.write(named)
        if broken or changed or lost:
            raise CommandError(
                f"{len(broken)} of {count} papers are not what was issued, {len(changed)} files are not what was "
                f"attached, {len(lost)} orders are not found."
            )
        self.stdout.write(f"{count} papers are what was issued.")
