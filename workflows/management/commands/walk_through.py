import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from documents.structure import Unreadable, read
from workflows.walkthrough.scene import set_up
from workflows.walkthrough.steps import Ending, Walkthrough, ending


class Command(BaseCommand):
    help = "Take a file through the whole story with the demo people, in a scratch database; exit 0 only if all of it held."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keep", type=Path, default=settings.VAR_DIR / "walk-through", help="where the PDF is kept"
        )
        parser.add_argument("--inside", action="store_true", help="run here, in the database that is configured")

    def handle(self, *args: object, file: Path, keep: Path, inside: bool, **options: object) -> None:
        try:
            data = file.read_bytes()
            read(data, file.name)
        except Unreadable as error:
            self.stderr.write(str(error.message))
            sys.exit(2)
        except OSError:
            self.stderr.write(f"Không mở được tệp {file}. Hãy kiểm tra đường dẫn.")
            sys.exit(2)
        sys.exit(self._tell(data, file.name, keep) if inside else self._in_scratch(file, keep))

    def _in_scratch(self, file: Path, keep: Path) -> int:
        """Run the same command in a process of its own, whose database is a file that goes away."""
        command = [sys.executable, sys.argv[0], "walk_through", str(file), "--inside"]
        command += ["--keep", str(keep.resolve())]
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/scratch.sqlite3", "VAR_DIR": folder}
            environment |= {"REDIS_URL": "", "EMBEDDED_WORKER": "0"}
            return subprocess.call(command, env=environment)

    def _tell(self, data: bytes, name: str, keep: Path) -> int:
        call_command("migrate", verbosity=0)
        now = timezone.now()
        walkthrough = Walkthrough(scene=set_up(read(data, name), now), at=now)
        try:
            for who, what, result in walkthrough.tell(data, name):
                self.stdout.write(f"{who} | {what} | {result}")
        except (ValidationError, PermissionDenied) as refusal:
            said = refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal)
            self.stdout.write(f"DỪNG LẠI: {said}")
        return self._close(ending(walkthrough, keep))

    def _close(self, end: Ending) -> int:
        self.stdout.write(f"Số: {end.number or 'chưa cấp'}")
        self.stdout.write(f"PDF: {end.path or 'không có'}  sha256 {end.sha256 or '–'}")
        self.stdout.write(f"Nơi nhận đã rõ ({len(end.resolved)}): " + "; ".join(end.resolved))
        self.stdout.write(f"Nơi nhận chưa rõ, gửi giấy ({len(end.unresolved)}): " + "; ".join(end.unresolved))
        self.stdout.write(f"Nhật ký: {end.journal}")
        self.stdout.write("ĐẠT" if end.held else "KHÔNG ĐẠT")
        return 0 if end.held else 1
