from __future__ import annotations

import signal

from django.core.management.base import BaseCommand

from notifications.worker import Worker


class Command(BaseCommand):
    help = "Run a worker: mail, reminders and the minute's jobs from the outbox. As many as you like, on PostgreSQL."

    def handle(self, *args: object, **options: object) -> None:
        worker = Worker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.request_stop())
        self.stdout.write("Worker running; Ctrl-C ends it.")
        worker.run()
