import os
from argparse import ArgumentParser
from pathlib import Path

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Make the demo province ready, say where it is and who can log in, and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="start from an empty database")
        parser.add_argument("--only-prepare", action="store_true", help="do not serve")

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo runs with DEMO=1 only: use `make demo`.")
        if options["reset"]:
            self._reset()
        call_command("migrate", verbosity=0)
        call_command("load_demo")
        port = int(os.environ.get("PORT", "8000"))
        self.stdout.write(f"\n  Trình Ký: http://127.0.0.1:{port}/   (Ctrl-C to stop)\n")
        if not options["only_prepare"]:
            uvicorn.run(
                "config.asgi:application",
                host="127.0.0.1",
                port=port,
                log_level="warning",
                lifespan="on",
                ws="notifications.live.protocol:LiveProtocol",
                ws_per_message_deflate=False,
            )

    def _reset(self) -> None:
        if not settings.SQLITE:
            raise CommandError("--reset only deletes the demo's own SQLite file; drop other databases yourself.")
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
