#!/usr/bin/env python3
"""Verify a dossier of Trình Ký without any server: python3 verify.py (inside the unpacked folder).

1. Every file has the SHA-256 that manifest.json says, none is missing and none was put in.
2. Every journal entry's hash is SHA-256 over the previous entry's hash, a newline and the entry's text.
3. The chain from the document's first entry to the journal's head is unbroken. Entries about other documents are present
   by their hashes alone.
4. The texts of the rounds, the file that was uploaded and the issued PDF have the SHA-256 that the journal's entries say.
5. A published ballot is the one that the entry of its close sealed: SHA-256 over the JSON (sorted keys, no blanks) of all
   but its slips, and a line for each slip: code, choice (several with commas) and, if the ballot was open, name.
Exit status 0 if all holds. Compare the head's hash with the one that the office shows or has published, and the manifest's
with the one in the journal's entry of the export: whoever forges everything in this folder cannot forge those.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

GENESIS = "0" * 64
MANIFEST = "manifest.json"
NEEDED = ("journal.jsonl", "chain.csv")
#: What systems put into folders by themselves.
DROPPINGS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def files_hold(folder: Path) -> str | None:
    listed = read_manifest(folder)["files"]
    for name, digest in listed.items():
        path = folder / name
        if not path.is_file():
            return f"{name}: thiếu tệp"
        if sha256_of(path) != digest:
            return f"{name}: nội dung đã bị sửa"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.name not in DROPPINGS and name not in listed and name != MANIFEST:
            return f"{name}: tệp lạ, không có trong danh mục"
    return next((f"{name}: thiếu trong danh mục" for name in NEEDED if name not in listed), None)


def chain_holds(folder: Path) -> str | None:
    with open(folder / "chain.csv", encoding="utf-8", newline="") as lines:
        chain = [(int(row["sequence"]), row["previous"], row["hash"]) for row in csv.DictReader(lines)]
    hashes = {}
    before = None
    for sequence, previous, digest in chain:
        if before is not None and (sequence != before[0] + 1 or previous != before[1]):
            return f"mục {sequence}: chuỗi bị đứt"
        if sequence == 1 and previous != GENESIS:
            return "mục 1: không bắt đầu từ gốc"
        before = (sequence, digest)
        hashes[sequence] = (previous, digest)
    head = read_manifest(folder)["head"]
    if before is not None and before != (head["sequence"], head["hash"]):
        return f"mục {head['sequence']}: không phải cuối chuỗi"
    with open(folder / "journal.jsonl", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            digest = hashlib.sha256(f"{entry['previous']}\n{entry['text']}".encode()).hexdigest()
            if digest != entry["hash"] or hashes.get(entry["sequence"]) != (entry["previous"], digest):
                return f"mục {entry['sequence']}: nội dung đã bị sửa"
            if json.loads(entry["text"])["sequence"] != entry["sequence"]:
                return f"mục {entry['sequence']}: sai số thứ tự"
    return None


def entries_of(folder: Path) -> list[dict[str, Any]]:
    with open(folder / "journal.jsonl", encoding="utf-8") as lines:
        return [json.loads(json.loads(line)["text"]) for line in lines]


def sealed_papers(folder: Path) -> tuple[dict[str, str], set[str]]:
    """Return what the journal says of texts and papers: file → SHA-256, and the SHA-256 of the uploaded files."""
    papers, uploaded = {}, set()
    for entry in entries_of(folder):
        verb, facts = entry["verb"], entry["facts"]
        if verb in ("documents.first_round", "documents.add_round"):
            papers[f"lan-du-thao/lan-{facts['ordinal']}.txt"] = facts["sha256"]
        elif verb == "documents.issue":
            papers["ban-hanh/van-ban.pdf"] = facts["sha256"]
        elif verb == "documents.import" and facts.get("sha256"):
            uploaded.add(facts["sha256"])
    return papers, uploaded


def papers_hold(folder: Path) -> str | None:
    papers, uploaded = sealed_papers(folder)
    for name, digest in papers.items():
        path = folder / name
        if not path.is_file():
            return f"{name}: thiếu tệp"
        if sha256_of(path) != digest:
            return f"{name}: không phải nội dung đã ghi trong nhật ký"
    for name in ("ban-hanh", "lan-du-thao"):
        for path in sorted((folder / name).glob("*")):
            known = path.relative_to(folder).as_posix() in papers
            # A first round of before 29/11/2026 stands in no entry.
            if not known and path.name not in DROPPINGS and path.name != "lan-1.txt":
                return f"{name}/{path.name}: nhật ký không ghi tệp này"
    kept = {sha256_of(path) for path in (folder / "tep-goc").glob("*") if path.name not in DROPPINGS}
    return None if kept == uploaded else "tep-goc: không phải tệp đã tải lên"


def sealed_files(folder: Path) -> dict[str, str]:
    """Which published ballots the journal holds to what they were, and their seals."""
    sealed = {}
    for entry in entries_of(folder):
        sealed.update(entry["facts"].get("sealed", {}))
    return sealed


def seal_of(ballot: dict[str, Any]) -> str:
    slips = ballot.pop("ballots")
    lines = [json.dumps(ballot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))]
    for slip in slips:
        choice = slip["choice"] if isinstance(slip["choice"], str) else ",".join(slip["choice"])
        lines.append(" ".join([slip["code"], choice, *([slip["name"]] if "name" in slip else [])]))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seals_hold(folder: Path) -> str | None:
    for name, digest in sealed_files(folder).items():
        path = folder / name
        if not path.is_file():
            return f"{name}: thiếu tệp"
        if seal_of(json.loads(path.read_text(encoding="utf-8"))) != digest:
            return f"{name}: không phải nội dung đã ghi trong nhật ký"
    return None


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    try:
        fault = files_hold(folder) or chain_holds(folder) or papers_hold(folder) or seals_hold(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        fault = f"không đọc được hồ sơ ({type(error).__name__}: {error})"
    if fault:
        sys.stdout.write(f"KHÔNG NGUYÊN VẸN: {fault}\n")
        return 1
    head = read_manifest(folder)["head"]
    sys.stdout.write(f"NGUYÊN VẸN. Đầu chuỗi: mục {head['sequence']}, mã băm {head['hash']}\n")
    for name in sealed_files(folder):
        sys.stdout.write(f"{name}: đúng như nhật ký đã ghi\n")
    for name in sealed_papers(folder)[0]:
        sys.stdout.write(f"{name}: đúng như nhật ký đã ghi\n")
    sys.stdout.write(f"Mã băm của danh mục ({MANIFEST}): {sha256_of(folder / MANIFEST)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
