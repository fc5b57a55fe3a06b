from typing import Any

from approvals.rules.codes import LENGTH, code_of, is_draw, new_draw, normal, spaced


def test_code_survives_being_read_aloud_and_typed() -> None:
    code = "K7F29QXM4ZTD"
    assert spaced(code) == "K7F2 · 9QXM · 4ZTD"
    assert normal(" k7f2 · 9qxm-4ztd ") == code
    assert normal("OIL000000000") == "011000000000"


def test_what_cannot_be_a_code_is_none() -> None:
    assert normal("") is None
    assert normal("K7F2") is None
    assert normal("ĐĐĐĐĐĐĐĐĐĐĐĐ") is None


def test_codes_of_fresh_draws_are_fresh_and_well_formed() -> None:
    codes = {code_of("key", ballot_id=1, user_id=1, draw=new_draw()) for _ in range(200)}
    assert len(codes) == 200
    assert all(normal(code) == code and len(code) == LENGTH for code in codes)


def test_code_is_of_one_person_one_ballot_one_form_and_one_server() -> None:
    slip: dict[str, Any] = {"key": "key", "ballot_id": 1, "user_id": 1, "draw": new_draw()}
    others: list[dict[str, Any]] = [{"key": "other"}, {"ballot_id": 2}, {"user_id": 2}, {"draw": new_draw()}]
    assert code_of(**slip) == code_of(**slip)
    assert len({code_of(**slip | other) for other in [{}, *others]}) == 5


def test_draw_has_one_shape() -> None:
    assert is_draw(new_draw())
    assert not any(map(is_draw, ("", "A" * 21, "A" * 23, "A" * 21 + "=", "A" * 22 + "\n")))
