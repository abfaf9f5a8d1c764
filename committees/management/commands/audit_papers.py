"""manage.py audit_papers: prove that every issued paper is still what was issued."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committees.models import Paper


class Command(BaseCommand):
    help = "Recompute the hashes of every issued paper; ends with 1 and names those that are not whole."

    def handle(self, *args: Any, **options: Any) -> None:
        papers = Paper.objects.select_related("item__meeting__committee").order_by("pk")
        count, broken = 0, []
        for paper in papers.iterator():
            count += 1
            if not paper.is_whole:
                broken.append(f"{paper.pk}: {paper.item.meeting} {paper}")
        for named in broken:
            self.stdout.write(named)
        if broken:
            raise CommandError(f"{len(broken)} of {count} papers are not what was issued.")
        self.stdout.write(f"{count} papers are what was issued.")
