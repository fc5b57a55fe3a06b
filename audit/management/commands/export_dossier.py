from argparse import ArgumentParser
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.actor import Actor
from audit.exports import export_dossier


class Command(BaseCommand):
    help = "Write a document's dossier (.zip with its own verifier), as far as the named person may see it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", type=int, help="the document's id")
        parser.add_argument("--as", dest="username", required=True, help="whose rights count")
        parser.add_argument("--to", default=".", help="folder to write to")

    def handle(self, *args: object, document: int, username: str, to: str, **options: object) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có người dùng {options['username']}.")
        actor = Actor.of(user, origin="export_dossier")
        try:
            dossier = export_dossier(actor=actor, document_id=document, at=timezone.now())
        except PermissionDenied as refused:
            raise CommandError(str(refused)) from refused
        path = Path(to) / dossier.name
        path.write_bytes(dossier.content)
        self.stdout.write(str(path))
