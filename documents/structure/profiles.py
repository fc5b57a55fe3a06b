"""Define format profiles: what a rule book says about form, as data. A profile has a version, because rules change.

Sources: Hướng dẫn 29-HD/TWĐTN-VP (29/10/2013) for the Youth Union, Nghị định 30/2020/NĐ-CP for the State.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from documents.structure.lexicon.types import issued_by

#: Parts a type needs, in the words of `part_missing`.
_PARTS = {
    "CTr": ("targets", "implementation", "reporting"),
    "KH": ("implementation",),
    "HD": ("implementation",),
    "QĐ": ("enacting", "articles"),
    "CV": ("addressee",),
    "TTr": ("addressee",),
    "GM": ("addressee",),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What one rule book asks of a document's form.

    `types` maps a code to the names it stands for; `organs` are the organ codes that belong to this rule book; `last_basis`
    ends the last căn cứ.
    """

    name: str
    version: str
    title: str
    types: dict[str, tuple[str, ...]]
    organs: frozenset[str]
    organ_prefixes: tuple[str, ...] = ()
    last_basis: str = "."
    required: dict[str, tuple[str, ...]] = field(default_factory=dict)
    capacity_required: bool = False
    motto: tuple[str, ...] = ()
    closing: str = "./."  # "" where no mark is asked for
    recipient_ends: str = ";"  # marks that may end a recipient line that is not the last

    def owns(self, organ: str) -> bool:
        """Tell whether an organ code of a symbol belongs to this rule book."""
        return organ in self.organs or organ.startswith(self.organ_prefixes or ("\0",))


HD29 = Profile(
    name="HD29",
    version="2013",
    title="Hướng dẫn 29-HD/TWĐTN-VP",
    types=issued_by("HD29"),
    organs=frozenset(
        "TWĐTN TĐTN ĐTN CĐCS CĐ PĐ UBKTTWĐ TW TU HU QU ThU TXU ĐU ĐUK ĐUX ĐUP ĐB ĐBK "
        "BTGTW BTCTW BDVTW VPTW UBKTTW BTGDVTW BTGTU BTCTU BDVTU VPTU UBKTTU UBKTTĐ".split()
    ),
    last_basis=",",
    required=_PARTS,
    capacity_required=True,
    motto=("đoàn tncs hồ chí minh",),
)

ND30 = Profile(
    name="NĐ30",
    version="2020",
    title="Nghị định 30/2020/NĐ-CP",
    types=issued_by("NĐ30"),
    organs=frozenset("UBND HĐND CP TTg QH UBTVQH CTN VPCP NHNN TTCP TANDTC VKSNDTC".split()),
    organ_prefixes=(
        "UBND",
        "HĐND",
        "BNV",
        "BGD",
        "BTTTT",
        "BVH",
        "BCA",
        "BQP",
        "BYT",
        "BLĐ",
        "BTP",
        "BKH",
        "SNV",
        "SGD",
        "SVH",
        "STC",
        "SYT",
        "STTTT",
        "SLĐ",
        "STP",
        "SKH",
    ),
    last_basis=".",
    required=_PARTS,
    motto=("cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc"),
)

#: The Party's own papers reach an office too; only what differs is checked less strictly.
PARTY = replace(
    HD29,
    name="Đảng",
    version="2018",
    title="Hướng dẫn 36-HD/VPTW",
    capacity_required=False,
    motto=("đảng cộng sản việt nam",),
    closing="",
    recipient_ends=";,",
)

PROFILES = {profile.name: profile for profile in (HD29, ND30, PARTY)}
PROFILES["ND30"] = ND30


def issuable_types(profile: str) -> dict[str, str]:
    """Return the types that a rule book knows: code → name ("KH" → "kế hoạch").

    A code that stands for two gives the first.
    """
    return {code: names[0] for code, names in PROFILES.get(profile, HD29).types.items()}


def type_name(code: str, profile: str) -> str:
    """Name a code's type: 'KH' → 'kế hoạch'; '' for a code that the rule book does not know."""
    return issuable_types(profile).get(code, "")
