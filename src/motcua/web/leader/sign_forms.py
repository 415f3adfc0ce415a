"""What is written about a sign: by whoever looked, and by the officer concerned."""

from django import forms
from django.utils.translation import gettext_lazy

from motcua.indicators.gaming.notes import FINDINGS, LONGEST
from motcua.indicators.gaming.signs import SIGNS
from motcua.web.manage.fields import Words


def _words(label: Words) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("Xin ghi vài lời, người khác đọc còn hiểu."),
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại."),
        },
    )


class NoteForm(forms.Form):
    """What a head or an inspector found."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Đã xem, thấy thế nào"),
        choices=[(one.value, one.label) for one in FINDINGS],
        error_messages={
            "required": gettext_lazy("Xin chọn đã xem và thấy thế nào."),
            "invalid_choice": gettext_lazy("Xin chọn một trong các dòng."),
        },
    )
    text = _words(gettext_lazy("Ghi lại vì sao"))


class AnswerForm(forms.Form):
    """What the officer concerned says to a sign of theirs."""

    key = forms.ChoiceField(
        label=gettext_lazy("Về dấu hiệu nào"),
        choices=[(sign.key, sign.name) for sign in SIGNS if sign.of_officers],
        error_messages={
            "required": gettext_lazy("Xin chọn dấu hiệu muốn trả lời."),
            "invalid_choice": gettext_lazy("Xin chọn một trong các dòng."),
        },
    )
    text = _words(gettext_lazy("Ý kiến của tôi"))
