"""The one account table and the sessions opened with it."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts with a hashed password."""

    def create_account(self, username: str, password: str | None, **fields: Any) -> "Account":
        """Return a new saved account; ``password`` None means it cannot sign in by password."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account called ``username``, whatever the case it is typed in."""
        return self.get(username__iexact=username or "")


class AccountKind(models.TextChoices):
    """Whose room an account opens; nobody has two."""

    STAFF = "staff", _("Cán bộ")
    CITIZEN = "citizen", _("Người dân, tổ chức")
    HELPER = "helper", _("Người hướng dẫn")
    CLIENT = "client", _("Hệ thống khác")


class Account(AbstractBaseUser):
    """Somebody who can sign in. Officer, person, helper and API client point here.

    A citizen's has no password: it is opened by the provider of electronic identity. Second
    factors are tables of their own that point here.
    """

    kind = models.CharField(
        _("của ai"), max_length=16, choices=AccountKind, default=AccountKind.STAFF
    )
    username = models.CharField(_("tên đăng nhập"), max_length=64, unique=True)
    display_name = models.CharField(_("tên hiển thị"), max_length=255, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_demo = models.BooleanField(_("tài khoản trình diễn"), default=False)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    password_changed_at = models.DateTimeField(_("đổi mật khẩu lúc"), null=True, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    reopened_at = models.DateTimeField(
        _("mở lại lúc"), null=True, blank=True, help_text=_("Sau khi đóng vì lâu không dùng.")
    )

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="account_username_any_case"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class AccountSession(AbstractBaseSession):
    """A signed-in browser, so that its owner can see it and end it."""

    account = models.ForeignKey(
        Account,
        verbose_name=_("tài khoản"),
        on_delete=models.CASCADE,
        related_name="sessions",
        null=True,
    )
    created_at = models.DateTimeField(_("đăng nhập lúc"))
    seen_at = models.DateTimeField(_("dùng gần nhất"), auto_now=True)
    ip_address = models.GenericIPAddressField(_("địa chỉ mạng"), null=True, blank=True)
    user_agent = models.CharField(_("trình duyệt"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("phiên đăng nhập")
        verbose_name_plural = _("phiên đăng nhập")

    def __str__(self) -> str:
        return f"{self.account_id} {self.created_at:%d/%m/%Y %H:%M}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that reads and writes these rows."""
        from motcua.accounts.session_store import SessionStore  # noqa: PLC0415, circular

        return SessionStore


class OneTimeKey(models.Model):
    """What the codes of somebody's telephone are reckoned from (TOTP, RFC 6238)."""

    account = models.OneToOneField(
        Account, verbose_name=_("tài khoản"), on_delete=models.CASCADE, related_name="one_time_key"
    )
    secret = models.CharField(_("khóa"), max_length=64)
    last_step = models.PositiveBigIntegerField(
        _("mã đã dùng"), default=0, help_text=_("Mã của lúc này và trước đó không dùng lại được.")
    )
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("khóa mã một lần")
        verbose_name_plural = _("khóa mã một lần")

    def __str__(self) -> str:
        return f"{self.account_id}"


class RecoveryCode(models.Model):
    """One of the codes on paper for the day the telephone is lost; only its hash is kept."""

    account = models.ForeignKey(
        Account,
        verbose_name=_("tài khoản"),
        on_delete=models.CASCADE,
        related_name="recovery_codes",
    )
    digest = models.CharField(_("dấu vết"), max_length=64)
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã dự phòng")
        verbose_name_plural = _("mã dự phòng")
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="recoverycode_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"


class Passkey(models.Model):
    """A key in somebody's telephone, computer or token (WebAuthn); we hold its public half."""

    account = models.ForeignKey(
        Account, verbose_name=_("tài khoản"), on_delete=models.CASCADE, related_name="passkeys"
    )
    name = models.CharField(_("tên"), max_length=60)
    credential_id = models.BinaryField(_("mã của khóa"), unique=True)
    credential = models.BinaryField(_("khóa công khai"))
    sign_count = models.PositiveBigIntegerField(_("số lần ký"), default=0)
    created_at = models.DateTimeField(_("lập lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("khóa đăng nhập")
        verbose_name_plural = _("khóa đăng nhập")

    def __str__(self) -> str:
        return f"{self.account_id} {self.name}"
