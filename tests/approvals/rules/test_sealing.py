import base64
import json

from approvals.rules.sealing import LAYER, counted, digest_of, fingerprint, is_public_key, is_sealed, packed_size

#: The base point of P-256 (FIPS 186-4, D.1.2.3) and its negative.
X = 0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296
Y = 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5
P = 2**256 - 2**224 + 2**192 + 2**96 - 1


def point(x: int, y: int) -> str:
    return base64.b64encode(b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")).decode()


BASE_POINT, OTHER_POINT = point(X, Y), point(X, P - Y)
OPTIONS = ["1", "2", "3"]


def test_public_key_is_a_point_of_the_curve() -> None:
    assert is_public_key(BASE_POINT)
    assert is_public_key(OTHER_POINT)
    wrong = [point(X, Y + 1), point(X + P if X + P < 2**256 else X, Y + 1), BASE_POINT[:-4], "", "@@", "x"]
    assert not any(map(is_public_key, wrong))


def test_fingerprint_is_short_enough_to_be_read_aloud() -> None:
    assert len(fingerprint(BASE_POINT).split()) == 4
    assert {len(group) for group in fingerprint(BASE_POINT).split()} == {4}
    assert fingerprint(BASE_POINT) != fingerprint(OTHER_POINT)
    assert fingerprint("") == ""


def test_every_slip_of_a_ballot_is_packed_to_one_length() -> None:
    assert packed_size(OPTIONS) % 64 == 0
    assert packed_size([str(n) for n in range(60)]) > packed_size(OPTIONS)


def test_a_packed_slip_has_room_for_the_longest_choice_and_its_tag_and_no_block_more() -> None:
    for length in range(64):
        longest = json.dumps({"code": "K7F29QXM4ZTD", "choice": ["x" * length]})
        assert 0 <= packed_size(["x" * length]) - len(longest) - 16 < 64


def test_sealed_slip_has_the_length_of_its_layers() -> None:
    for layers in (0, 1, 2):
        text = base64.b64encode(bytes(packed_size(OPTIONS) + layers * LAYER)).decode()
        assert [is_sealed(text, OPTIONS, layers=count) for count in (0, 1, 2)] == [
            count == layers for count in (0, 1, 2)
        ]
    assert not is_sealed("not base64!", OPTIONS, layers=2)


def test_digest_does_not_depend_on_the_order() -> None:
    assert digest_of(["a", "b"]) == digest_of(["b", "a"]) != digest_of(["ab"])


def test_readable_slips_are_counted_and_all_others_are_invalid() -> None:
    good = {"code": "K7F29QXM4ZTD", "choice": "1"}
    unread = [
        good,
        dict(good, choice="2"),
        {"code": "0123456789AB", "choice": "9"},
        {"code": 5},
        "x",
        None,
        {"choice": "1"},
    ]
    slips = counted("choose", OPTIONS, unread, 1)
    assert slips[:2] == [("0123456789AB", "invalid"), ("K7F29QXM4ZTD", "1")]
    assert [slip[1] for slip in slips[2:]] == ["invalid"] * 6
    assert len({slip[0] for slip in slips}) == len(slips) == len(unread) + 1


def test_ranking_keeps_its_order() -> None:
    assert counted("rank", OPTIONS, [{"code": "K7F29QXM4ZTD", "choice": ["3", "1"]}], 0) == [
        ("K7F29QXM4ZTD", ["3", "1"])
    ]
