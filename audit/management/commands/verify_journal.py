from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.verification import check_all

WHY = {
    "missing": "thiếu mục",
    "unlinked": "không nối với mục trước",
    "altered": "nội dung đã bị sửa",
    "columns": "cột tra cứu không khớp nội dung",
    "cut": "cuối chuỗi bị cắt",
}


class Command(BaseCommand):
    help = "Verify every chain of the journal from its first entry. Exit status 1 if one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for found in check_all(timezone.now()):
            if found.broken is None:
                self.stdout.write(f"tổ chức {found.organisation_id}: {found.entries} mục, chuỗi nguyên vẹn")
                continue
            broken += 1
            why = WHY[found.broken.reason]
            self.stdout.write(f"tổ chức {found.organisation_id}: ĐỨT ở mục {found.broken.sequence} ({why})")
        if broken:
            raise CommandError(f"{broken} chuỗi không nguyên vẹn", returncode=1)
