import sys

from django.core.management.base import BaseCommand

from workflows.queries.positions import disagreements


class Command(BaseCommand):
    help = "List the documents whose visit, turns, viewflow task or status disagree with their itinerary; exit 1 if any do."

    def handle(self, *args: object, **options: object) -> None:
        found = list(disagreements())
        for disagreement in found:
            self.stdout.write(str(disagreement))
        if found:
            sys.exit(1)
        self.stdout.write("All positions agree.")
