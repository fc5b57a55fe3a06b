from approvals.rules.eligibility import Standing, obstacle


def test_who_left_the_office_may_not_act() -> None:
    assert obstacle(Standing(lapsed=True)) == "no_authority"
    assert obstacle(Standing(has_authority=False)) == "no_authority"


def test_absent_member_cannot_cast_in_a_session() -> None:
    assert obstacle(Standing(in_session=True, present=None)) == "absent"
    assert obstacle(Standing(in_session=True, present=False)) == "absent"
    assert obstacle(Standing(in_session=True, present=True)) is None


def test_who_holds_a_paper_slip_votes_on_paper() -> None:
    assert obstacle(Standing(on_paper=True)) == "on_paper"
    assert obstacle(Standing()) is None
