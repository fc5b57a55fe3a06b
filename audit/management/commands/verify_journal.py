from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit.guards import missing_guards
from audit.queries import Proof
from audit.queries.proof import REASONS
from audit.verification import Head, check_all, head_line, read_heads


class Command(BaseCommand):
    help = (
        "Verify every chain of the journal from its first entry, the rows and files that its entries speak of, and the "
        "guards of its table; print the heads of the chains that hold. Exit status 1 if anything does not. "
        "See docs/proof.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help="what this command printed earlier, kept outside the database"
        )

    def handle(self, *args: object, against: Path | None = None, **options: object) -> None:
        found = check_all(timezone.now(), _heads(against) if against else ())
        for proof in found:
            self._tell(proof)
        for name in missing_guards():
            self.stdout.write(
                f"thiếu chốt {name} ({REASONS['unguarded']}): hãy tìm ai đã gỡ, rồi chạy manage.py migrate"
            )
        broken = sum(not proof.holds for proof in found)
        if broken:
            raise CommandError(f"{broken} chuỗi không nguyên vẹn", returncode=1)

    def _tell(self, proof: Proof) -> None:
        name = f"tổ chức {proof.organisation_id}"
        if proof.broken is None:
            self.stdout.write(f"{name}: {proof.entries} mục, chuỗi nguyên vẹn")
        else:
            self.stdout.write(f"{name}: ĐỨT ở mục {proof.broken.sequence} ({REASONS[proof.broken.reason]})")
        for fault in proof.faults:
            if fault.why == "unguarded":  # the table's, told once
                continue
            place = "" if fault.sequence is None else f" mục {fault.sequence},"
            self.stdout.write(f"{name}: SAI KHÁC,{place} {fault.what} ({REASONS[fault.why]})")
        if proof.fault_count > len(proof.faults):
            self.stdout.write(f"{name}: và {proof.fault_count - len(proof.faults)} chỗ SAI KHÁC nữa")
        if proof.holds and proof.entries:
            self.stdout.write(head_line(Head(proof.organisation_id, proof.entries, proof.hash)))


def _heads(path: Path) -> list[Head]:
    try:
        heads = read_heads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Không đọc được {path}: {error}") from error
    if not heads:
        raise CommandError(f"{path} không có dòng “đầu chuỗi …” nào: hãy đưa tệp chứa những gì lệnh này đã in ra.")
    return heads
