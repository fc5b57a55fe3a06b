from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from orgs.models import Organisation
from orgs.queries import demo_people
from workflows.demo.loading import load
from workflows.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Load the invented province of Lam Giang with its documents, unless it is there."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Demo people have a known password: set DEMO=1 (never in production).")
        now = timezone.now()
        if Organisation.objects.exists():
            self.stdout.write("  Tỉnh Lam Giang đã có sẵn trong cơ sở dữ liệu.")
        else:
            load(now)
        self.stdout.write(f"  Đăng nhập bằng một lần bấm, hoặc với mật khẩu {PASSWORD}:")
        for person in demo_people(timezone.localdate(now)):
            self.stdout.write(f"    {person.username:<8} {person.title} · {person.name} · {person.organisation}")
