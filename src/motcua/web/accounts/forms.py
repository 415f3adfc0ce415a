"""Shapes of what people type to sign in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm as DjangoPasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        error_messages={"required": _("Xin ghi tên đăng nhập.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": _("Xin ghi mật khẩu.")},
    )


class PasswordForm(DjangoPasswordChangeForm):
    """Old password, and the new one twice; says in whole sentences what is missing."""

    error_messages = {
        "password_mismatch": _("Hai lần ghi mật khẩu mới chưa giống nhau."),
        "password_incorrect": _("Mật khẩu đang dùng chưa đúng. Xin ghi lại."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in {
            "old_password": _("Xin ghi mật khẩu đang dùng."),
            "new_password1": _("Xin ghi mật khẩu mới."),
            "new_password2": _("Xin ghi lại mật khẩu mới một lần nữa."),
        }.items():
            self.fields[name].error_messages["required"] = sentence
            # The page lists the rules once, above; Django's words here hold its own markup.
            self.fields[name].help_text = ""
