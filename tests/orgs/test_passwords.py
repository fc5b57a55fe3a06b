"""What a password must be."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation

from orgs.forms import OwnPasswordForm
from orgs.models import User

HA = User(username="ha.nm", full_name="Nguyễn Minh Hà", email="minhha@lamgiang.example", phone="0912345678")


def refusals(password: str) -> tuple[list[str], str]:
    try:
        with translation.override("vi"):
            validate_password(password, HA)
    except ValidationError as refused:
        return [error.code for error in refused.error_list], " ".join(refused.messages)
    return [], ""


@pytest.mark.parametrize("password", ["sông Lam chảy xuôi", "Hà Nội mùa thu năm 54", "x7$91#2@!84%"])
def test_a_sentence_or_a_random_word_passes(password: str) -> None:
    assert refusals(password) == ([], "")


def test_no_form_takes_a_password_as_long_as_a_book(rf: RequestFactory) -> None:
    long = "câu dài " * 50
    sent = {"old_password": "x", "new_password1": long, "new_password2": long}
    with translation.override("vi"):
        form = OwnPasswordForm(HA, sent, request=rf.post("/"))
        form.fields.pop("old_password")
        assert "dài quá 200 ký tự" in str(form.errors["new_password1"])


@pytest.mark.parametrize("password", ["ngan", "9 kí tự ạ"])
def test_a_short_one_is_refused(password: str) -> None:
    assert "password_too_short" in refusals(password)[0]


@pytest.mark.parametrize(
    "password", ["nguyenminhha9", "Nguyễn Minh Hà", "minhha@lamgiang", "0912345678", "HÀ NGUYỄN MINH"]
)
def test_ones_own_name_address_or_number_is_refused_with_and_without_marks(password: str) -> None:
    codes, sentence = refusals(password)
    assert "password_too_similar" in codes
    assert "quá giống tên" in sentence


@pytest.mark.parametrize(
    "password",
    ["password123", "matkhau1234", "Mật khẩu 2026", "Tỉnhđoàn@2026", "qwertyuiop1", "1029384756", "abababababab"],
)
def test_what_others_guess_first_is_refused(password: str) -> None:
    codes, sentence = refusals(password)
    assert "password_too_common" in codes
    assert "dễ đoán" in sentence
