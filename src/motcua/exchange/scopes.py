"""What a client of the API may be allowed to do. Pure."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Scope(StrEnum):
    """One right of a client; it names nothing that it does not allow."""

    PUBLIC = "public:read"
    LODGE = "dossiers:lodge"
    READ = "dossiers:read"
    AGENCY = "dossiers:agency"
    PERSONAL = "personal:read"
    PAY = "payments:order"
    PETITION = "petitions:lodge"
    PETITION_READ = "petitions:read"
    HOOKS = "webhooks:manage"

    @property
    def label(self) -> str:
        """Return what the scope allows, as the administrator reads it."""
        return {
            Scope.PUBLIC: _("Đọc danh mục thủ tục, cơ quan, lịch, số liệu đã công bố"),
            Scope.LODGE: _("Nộp hồ sơ thay người đã được bên kết nối xác định danh tính"),
            Scope.READ: _("Theo dõi hồ sơ do chính bên kết nối nộp"),
            Scope.AGENCY: _("Theo dõi mọi hồ sơ của các cơ quan được giao"),
            Scope.PERSONAL: _("Xem họ tên, lời nhắn, kết quả của hồ sơ theo dõi được"),
            Scope.PAY: _("Lập lệnh nộp tiền cho hồ sơ theo dõi được"),
            Scope.PETITION: _("Gửi phản ánh, kiến nghị thay người dân"),
            Scope.PETITION_READ: _("Theo dõi phản ánh do chính bên kết nối gửi"),
            Scope.HOOKS: _("Tự đặt địa chỉ báo tin về hồ sơ theo dõi được"),
        }[self]


FOLLOWING = frozenset({Scope.READ, Scope.AGENCY})
"""Either lets a client follow dossiers: its own, or those of its agencies."""


def known(names: object) -> frozenset[Scope]:
    """Return those of ``names`` that are scopes; what is none is left out."""
    listed = names if isinstance(names, list | tuple | set | frozenset) else ()
    values = set(Scope)
    return frozenset(Scope(name) for name in listed if name in values)
