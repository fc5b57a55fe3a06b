"""What a password must be, each rule with its sentence: long, not about oneself, not what others guess first."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from orgs.models import User
from web.letters import plain

SHORTEST = 10
#: A form takes no longer one: what is compared with names and guesses costs with its length.
LONGEST = 200
#: What a password may share with a name or an address, as a part of the longer of the two.
ALIKE = 0.7
#: Words that offices here make passwords of, with a year or a sign behind them.
GUESSED_WORDS = """
matkhau matkhaumoi password admin quantri quantrivien tinhdoan trunguongdoan huyendoan thanhdoan xadoan doanxa
doanthanhnien doantncs thanhnien thanhnienvietnam doanvien vanphong vanphongtinhdoan trinhky vanthu vietnam hochiminh
hanoi saigon anhyeuem emyeuanh iloveyou toiyeuvietnam xinchao chaomung qwerty qwertyuiop asdfghjkl abcdefgh abc welcome
letmein
"""
GUESSED = frozenset(GUESSED_WORDS.split())


class LongEnough:
    """At least ten characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Mật khẩu cần ít nhất %(count)d ký tự. Một câu dễ nhớ với mình là tốt nhất.") % {"count": SHORTEST},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return _("Ít nhất %(count)d ký tự.") % {"count": SHORTEST}


class NotAboutOneself:
    """Not the person's own name, log-in name, mail address or telephone number, with or without marks."""

    def validate(self, password: str, user: User | None = None) -> None:
        typed = _plain(password)
        parts = [part for field in ("username", "full_name", "email", "phone") for part in _parts(user, field)]
        if any(SequenceMatcher(a=typed, b=part).ratio() >= ALIKE for part in parts):
            raise ValidationError(
                _("Mật khẩu quá giống tên, thư điện tử hoặc số điện thoại của đồng chí. Hãy chọn mật khẩu khác."),
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        return _("Không giống tên, thư điện tử hay số điện thoại của mình.")


class HardToGuess(CommonPasswordValidator):
    """Not among what is tried first: the world's twenty thousand, and an office's words with figures behind them."""

    def validate(self, password: str, user: User | None = None) -> None:
        letters = re.sub(r"[^a-z]", "", _plain(password))
        few = password.isdecimal() or len(set(password)) < 5
        if few or letters in GUESSED or password.lower().strip() in self.passwords:
            raise ValidationError(
                _("Mật khẩu này dễ đoán. Hãy chọn một câu mà chỉ đồng chí biết, không chỉ là một từ thêm số."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Không chỉ là một từ hay gặp thêm số.")


def _parts(user: User | None, field: str) -> list[str]:
    """Return a field of the person, whole and by its longer parts: 'ha.nm@tinh.vn' → itself, 'tinh'; without blanks."""
    value = _plain(getattr(user, field, "") or "")
    return [part for part in (value, *re.split(r"\W+", value), value.split("@")[0]) if len(part) > 3]


def _plain(text: str) -> str:
    """Small letters without marks or blanks."""
    return "".join(plain(text).split())
