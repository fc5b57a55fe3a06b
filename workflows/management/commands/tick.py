from django.core.management.base import BaseCommand
from django.utils import timezone

from workflows.jobs import tick


class Command(BaseCommand):
    help = (
        "Closes what is due, reminds, escalates and skips, once. Run it every minute (cron), or let the worker do it."
    )

    def handle(self, *args: object, **options: object) -> None:
        done = tick(timezone.now())
        self.stdout.write(", ".join(f"{what}: {count}" for what, count in done.items()))
