from approvals.rules.codes import LENGTH, new_code, normal, spaced


def test_code_survives_being_read_aloud_and_typed():
    code = "K7F29QXM4ZTD"
    assert spaced(code) == "K7F2 · 9QXM · 4ZTD"
    assert normal(" k7f2 · 9qxm-4ztd ") == code
    assert normal("OIL000000000") == "011000000000"


def test_what_cannot_be_a_code_is_none():
    assert normal("") is None
    assert normal("K7F2") is None
    assert normal("ĐĐĐĐĐĐĐĐĐĐĐĐ") is None


def test_new_codes_are_fresh_and_well_formed():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(normal(code) == code and len(code) == LENGTH for code in codes)
