"""Putting a dossier together: parts from every floor, the journal's entries, the chain, a manifest, the verifier."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.html import strip_tags
from django.utils.timezone import localtime

from audit.actor import Person
from audit.models import JournalEntry
from audit.queries.timeline import timeline
from audit.registry import message_of, registry
from web.files import file_name
from web.sheets import csv_text

VERIFIER = Path(__file__).with_name("verifier.py")
README = """HỒ SƠ VĂN BẢN: {title}

Kiểm tra tính nguyên vẹn (không cần máy chủ, chỉ cần Python 3):  python3 verify.py

timeline.txt    lịch sử xử lý bằng lời
journal.jsonl   các mục nhật ký của văn bản: nội dung gốc và mã băm
chain.csv       chuỗi mã băm từ mục đầu tiên của văn bản tới đầu chuỗi lúc xuất hồ sơ
manifest.json   mã SHA-256 của từng tệp; mã của chính danh mục này nằm trong mục nhật ký ghi việc xuất hồ sơ
kiem-phieu/     biên bản kiểm phiếu, và từng cuộc biểu quyết như đã công bố: ai nghi ngờ thì kiểm lại bằng manage.py recount
Các tệp còn lại: văn bản qua từng lần dự thảo, bản phát hành, bảng tiếp thu, giải trình.

Xuất lúc {at}. Đầu chuỗi: mục {sequence}, mã băm {hash}
"""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A .zip in memory, its name, and the hash of its manifest."""

    name: str
    content: bytes
    sha256: str
    organisation_id: int


def build_dossier(document_id: int, reader: Person, at: datetime) -> Dossier | None:
    """Build the dossier as far as `reader` may see it; None if they may not see the document.

    Private entries stay hashes.
    """
    story = timeline(document_id, reader)
    if story is None:
        return None
    subject = story.subject
    entries = list(JournalEntry.objects.filter(document_id=document_id).order_by("organisation_id", "sequence"))
    told = [e for e in entries if subject.whole or e.actor_id == reader.pk or not message_of(e.verb).private]
    own = [e for e in told if e.organisation_id == subject.organisation_id]
    chain = _chain(subject.organisation_id, entries)
    head = {"sequence": chain[-1][0], "hash": chain[-1][2]} if chain else {"sequence": 0, "hash": "0" * 64}
    lines = [f"{localtime(item.at):%d/%m/%Y %H:%M}  {strip_tags(item.html)}" for item in reversed(story.items)]
    words = {"title": subject.title, "at": f"{localtime(at):%H:%M %d/%m/%Y}", **head}
    files = {
        "README.txt": README.format(**words).encode(),
        "timeline.txt": "\n".join(lines).encode(),
        "journal.jsonl": _journal(own),
        "chain.csv": csv_text(["sequence", "previous", "hash"], chain).encode(),
        "verify.py": VERIFIER.read_bytes(),
    }
    for part in registry.parts.values():
        files |= {_safe(name): content for name, content in part(document_id, reader)}
    manifest = _manifest(files, head, subject.title, at)
    name = file_name(f"Hồ sơ {subject.symbol} {subject.title}", "zip")
    content = _zip({**files, "manifest.json": manifest}, at)
    return Dossier(name, content, hashlib.sha256(manifest).hexdigest(), subject.organisation_id)


def _safe(name: str) -> str:
    """Make a path that lies inside the archive and nowhere else."""
    return "/".join(piece for piece in name.replace("\\", "/").split("/") if piece not in ("", ".", ".."))


def _chain(organisation_id: int, entries: list[JournalEntry]) -> list[tuple[int, str, str]]:
    own = [entry.sequence for entry in entries if entry.organisation_id == organisation_id]
    if not own:
        return []
    links = JournalEntry.objects.filter(organisation_id=organisation_id, sequence__gte=own[0])
    return list(links.order_by("sequence").values_list("sequence", "previous", "hash"))


def _journal(entries: list[JournalEntry]) -> bytes:
    rows = (
        {"sequence": entry.sequence, "previous": entry.previous, "hash": entry.hash, "text": entry.text}
        for entry in entries
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _manifest(files: dict[str, bytes], head: dict[str, Any], title: str, at: datetime) -> bytes:
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    said = {"title": title, "exported_at": at.isoformat(), "head": head, "files": listed}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _zip(files: dict[str, bytes], at: datetime) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, localtime(at).timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
