from django.core.management.base import BaseCommand

from documents.actions.citing import read_citations_again
from documents.models import Document


class Command(BaseCommand):
    help = (
        "Read again what every current text cites and link it to the register: after an upgrade or a change of codes."
    )

    def handle(self, *args: object, **options: object) -> None:
        rows = Document.objects.filter(round__isnull=False).select_related("organisation", "round").order_by("pk")
        count = 0
        for document in rows.iterator(chunk_size=200):
            read_citations_again(document)
            count += 1
        self.stdout.write(f"{count} văn bản đã được đọc lại viện dẫn.")
