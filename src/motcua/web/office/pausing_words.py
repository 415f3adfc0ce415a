"""What a pause does to the date, in sentences for the officer who is about to begin one."""

from django.utils.translation import gettext as _

from motcua.dossiers.pause_rules import Effect
from motcua.web import formats


def effect_words(effect: Effect) -> list[str]:
    """Return what would become of the date, the rule first."""
    if effect.is_before_acceptance:
        return [
            _(
                "Hồ sơ chưa được tiếp nhận nên chưa có ngày hẹn. Người nộp bổ sung xong, hồ sơ "
                "trở lại chờ tiếp nhận."
            )
        ]
    if effect.is_finished:
        return [_("Hồ sơ đã xử lý xong, việc chờ này không làm đổi ngày hẹn.")]
    if effect.is_late:
        return [
            _(
                "Hồ sơ đã quá hẹn: yêu cầu lúc này không làm đổi ngày hẹn, hồ sơ vẫn tính là "
                "quá hạn."
            )
        ]
    return [_rule(effect), *_example(effect)]


def _rule(effect: Effect) -> str:
    if not effect.restarts:
        return _(
            "Thời hạn tạm dừng từ bây giờ. Khi người nộp trả lời đủ, ngày hẹn lùi thêm đúng "
            "những ngày chờ."
        )
    if not effect.is_early or effect.restart_until is None:
        return _(
            "Thời hạn tạm dừng từ bây giờ. Khi người nộp trả lời đủ, thời hạn tính lại từ đầu, "
            "theo quy định riêng của thủ tục này."
        )
    return _(
        "Thời hạn tạm dừng từ bây giờ. Khi người nộp trả lời đủ, thời hạn tính lại từ đầu, vì "
        "yêu cầu lập trong 3 ngày làm việc từ khi nhận (đến %(until)s). Căn cứ: Nghị định "
        "61/2018/NĐ-CP, Điều 19 khoản 4."
    ) % {"until": formats.moment(effect.restart_until)}


def _example(effect: Effect) -> list[str]:
    if effect.example_at is None or effect.example_due is None:
        return []
    return [
        _("Ví dụ trả lời đủ lúc %(answered)s thì hẹn trả %(due)s.")
        % {
            "answered": formats.moment(effect.example_at),
            "due": formats.moment(effect.example_due),
        }
    ]
