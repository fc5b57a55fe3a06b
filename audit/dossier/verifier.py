#!/usr/bin/env python3
"""Verify a dossier of Trình Ký without any server: python3 verify.py (inside the unpacked folder).

1. Every file has the SHA-256 that manifest.json says.
2. Every journal entry's hash is SHA-256 over the previous entry's hash, a newline and the entry's text.
3. The chain from the document's first entry to the journal's head is unbroken. Entries about other documents are present
   by their hashes alone.
4. A published ballot is the one that the entry of its close sealed: SHA-256 over the JSON (sorted keys, no blanks) of all
   but its slips, and a line for each slip: code, choice (several with commas) and, if the ballot was open, name.
Exit status 0 if all holds. Compare the head's hash with the one that the office shows or has published.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

GENESIS = "0" * 64


def files_hold(folder: Path) -> str | None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            return f"{name}: thiếu tệp"
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return f"{name}: nội dung đã bị sửa"
    return None


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
    with open(folder / "journal.jsonl", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            digest = hashlib.sha256(f"{entry['previous']}\n{entry['text']}".encode()).hexdigest()
            if digest != entry["hash"] or hashes.get(entry["sequence"]) != (entry["previous"], digest):
                return f"mục {entry['sequence']}: nội dung đã bị sửa"
            if json.loads(entry["text"])["sequence"] != entry["sequence"]:
                return f"mục {entry['sequence']}: sai số thứ tự"
    return None


def sealed_files(folder: Path) -> dict[str, str]:
    """Which files the journal holds to what they were, and their seals."""
    sealed = {}
    with open(folder / "journal.jsonl", encoding="utf-8") as lines:
        for line in lines:
            sealed.update(json.loads(json.loads(line)["text"])["facts"].get("sealed", {}))
    return sealed


def seal_of(ballot: dict) -> str:
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
    fault = files_hold(folder) or chain_holds(folder) or seals_hold(folder)
    if fault:
        sys.stdout.write(f"KHÔNG NGUYÊN VẸN: {fault}\n")
        return 1
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    head = manifest["head"]
    sys.stdout.write(f"NGUYÊN VẸN. Đầu chuỗi: mục {head['sequence']}, mã băm {head['hash']}\n")
    for name in sealed_files(folder):
        sys.stdout.write(f"{name}: đúng như nhật ký đã ghi\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
