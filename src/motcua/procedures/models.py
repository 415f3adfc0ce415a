"""The catalogue. A procedure has versions; a published version is never changed."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Unit, ValidInTime
from motcua.kernel.fees import ALL_OF_IT, FeeRule, FeeUnit, Relief


class Channel(models.TextChoices):
    """How a dossier is handed in (KenhThucHien 1, 2, 3)."""

    DIRECT = "direct", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    POST = "post", _("Bưu chính công ích")


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính), by its national code.

    ``name`` and what is searched repeat the current version's, so lists need no join.
    """

    code = models.CharField(_("mã thủ tục"), max_length=40, unique=True)
    name = models.TextField(_("tên"))
    field = models.CharField(_("lĩnh vực"), max_length=160, db_index=True)
    field_slug = models.SlugField(_("lĩnh vực trong địa chỉ"), max_length=160)
    ministry = models.CharField(_("bộ quản lý"), max_length=120, blank=True)
    levels = models.JSONField(
        _("cấp thực hiện"), default=list, help_text=_("Trong: ministry, province, commune, other.")
    )
    synonyms = models.TextField(
        _("cách gọi khác"),
        blank=True,
        help_text=_("Mỗi dòng một cách người dân hay gọi, dùng khi tìm."),
    )
    search_text = models.TextField(_("chữ để tìm"), blank=True)
    popularity = models.PositiveIntegerField(_("độ quen dùng"), default=0)
    is_active = models.BooleanField(_("đang áp dụng"), default=True)
    eform = models.ForeignKey(
        "EForm",
        verbose_name=_("tờ khai điện tử"),
        on_delete=models.PROTECT,
        related_name="procedures",
        null=True,
        blank=True,
        help_text=_("Để trống: tờ khai chung, lập từ nội dung thủ tục."),
    )
    current_version = models.ForeignKey(
        "ProcedureVersion",
        verbose_name=_("bản đang áp dụng"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("thủ tục")
        verbose_name_plural = _("thủ tục")
        ordering = ["code"]
        indexes = [
            # The catalogue's and the desk's search.
            GinIndex(SearchVector("search_text", config="simple"), name="procedure_search"),
            GinIndex(fields=["levels"], name="procedure_levels"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProcedureVersion(models.Model):
    """One text of a procedure. ``content`` is described in ``procedures.content``."""

    class Status(models.TextChoices):
        """A draft may be edited; a published one never is."""

        DRAFT = "draft", _("Bản thảo")
        PUBLISHED = "published", _("Đã công bố")
        RETIRED = "retired", _("Đã thay thế")

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("bản số"))
    status = models.CharField(_("tình trạng"), max_length=16, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    content = models.JSONField(_("nội dung"))
    warnings = models.JSONField(_("điểm nghi ngờ của dữ liệu nguồn"), default=list, blank=True)
    change_note = models.CharField(_("thay đổi gì"), max_length=255, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    published_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người công bố"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    edited_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("bản của thủ tục")
        verbose_name_plural = _("bản của thủ tục")
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedureversion_number_once"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(status="draft"),
                name="procedureversion_one_draft",
            ),
            models.CheckConstraint(
                name="procedureversion_published_has_day",
                condition=Q(status="draft") | Q(valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} bản {self.number}"

    @property
    def text(self) -> Any:
        """Return ``content``; a name that reads well in templates."""
        return self.content


class EForm(models.Model):
    """An electronic form (tờ khai điện tử), which one or several procedures ask with.

    One that ``is_plain`` was made from the content of the procedure whose code it bears, for
    dossiers to keep; nobody edits it.
    """

    code = models.SlugField(_("mã tờ khai"), max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=255)
    is_plain = models.BooleanField(_("lập từ nội dung thủ tục"), default=False)

    class Meta:
        verbose_name = _("tờ khai điện tử")
        verbose_name_plural = _("tờ khai điện tử")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class EFormVersion(models.Model):
    """One text of an electronic form, see ``kernel.eforms.definitions``; frozen once published."""

    class Status(models.TextChoices):
        """A draft may be edited; a published one never is."""

        DRAFT = "draft", _("Bản thảo")
        PUBLISHED = "published", _("Đã công bố")

    form = models.ForeignKey(
        EForm, verbose_name=_("tờ khai"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("bản số"))
    status = models.CharField(_("tình trạng"), max_length=16, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    definition = models.JSONField(_("nội dung"))
    digest = models.CharField(_("dấu vết nội dung"), max_length=64, blank=True)
    change_note = models.CharField(_("thay đổi gì"), max_length=255, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    published_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người công bố"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    edited_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("bản của tờ khai")
        verbose_name_plural = _("bản của tờ khai")
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="eformversion_number_once"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(status="draft"), name="eformversion_one_draft"
            ),
            models.CheckConstraint(
                name="eformversion_published_has_day",
                condition=Q(status="draft") | Q(valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} bản {self.number}"


class CommittedLimit(ValidInTime):
    """The shorter limit an agency promises for a procedure (cam kết)."""

    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.CASCADE,
        related_name="committed_limits",
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.CASCADE, related_name="committed"
    )
    value = models.PositiveIntegerField(_("thời hạn"))
    unit = models.CharField(_("đơn vị tính"), max_length=16)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("thời hạn cam kết")
        verbose_name_plural = _("thời hạn cam kết")
        ordering = ["procedure", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "procedure", "valid_from"], name="committedlimit_once"
            ),
            models.CheckConstraint(name="committedlimit_at_least_one", condition=Q(value__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.value} {self.unit}"


class ProvincialFee(ValidInTime):
    """What a province's council set for a procedure; ``channel`` empty means every channel.

    A fee by page may cost less from a page on, and no more than so much a copy.
    """

    province = models.ForeignKey(
        Unit, verbose_name=_("tỉnh, thành phố"), on_delete=models.CASCADE, related_name="fees"
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.CASCADE, related_name="fees"
    )
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel, blank=True)
    amount_dong = models.PositiveBigIntegerField(_("mức thu (đồng)"))
    per = models.CharField(
        _("tính theo"),
        max_length=8,
        choices=[(unit.value, unit.label) for unit in FeeUnit],
        default=FeeUnit.DOSSIER.value,
    )
    further_from = models.PositiveSmallIntegerField(
        _("từ trang thứ"), null=True, blank=True, help_text=_("Để trống: mọi trang như nhau.")
    )
    further_dong = models.PositiveBigIntegerField(
        _("mỗi trang tiếp theo (đồng)"), null=True, blank=True
    )
    most_dong = models.PositiveBigIntegerField(_("tối đa mỗi bản (đồng)"), null=True, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("mức phí của tỉnh")
        verbose_name_plural = _("mức phí của tỉnh")
        ordering = ["procedure", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "procedure", "channel", "valid_from"],
                name="provincialfee_once",
            ),
            models.CheckConstraint(
                name="provincialfee_further_by_page",
                condition=Q(further_from__isnull=True, further_dong__isnull=True)
                | Q(
                    per="page",
                    further_from__isnull=False,
                    further_from__gte=2,
                    further_dong__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="provincialfee_most_by_page",
                condition=Q(most_dong__isnull=True) | Q(per="page"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.amount_dong}"

    @property
    def rule(self) -> FeeRule:
        """Return what is taken, ready to be counted."""
        return FeeRule(
            amount_dong=self.amount_dong,
            per=FeeUnit(self.per),
            further_from=self.further_from,
            further_dong=self.further_dong,
            most_dong=self.most_dong,
            basis=self.legal_basis,
        )


class FeeExemption(ValidInTime):
    """A category of people who do not pay, or less, with the text that says so.

    ``evidence`` is the paper that shows it; empty where the dossier itself does.
    """

    code = models.SlugField(_("mã"), max_length=40)
    name = models.CharField(_("đối tượng"), max_length=160)
    percent = models.PositiveSmallIntegerField(
        _("được bớt (%)"), default=ALL_OF_IT, help_text=_("100 là miễn.")
    )
    evidence = models.CharField(_("giấy tờ chứng minh"), max_length=255, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("đối tượng miễn phí")
        verbose_name_plural = _("đối tượng miễn phí")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="feeexemption_once"),
            models.CheckConstraint(
                name="feeexemption_valid_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="feeexemption_percent",
                condition=Q(percent__gte=1) & Q(percent__lte=ALL_OF_IT),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def relief(self) -> Relief:
        """Return who is let off, and how much, ready to be counted."""
        return Relief(
            code=self.code,
            name=self.name,
            percent=self.percent,
            basis=self.legal_basis,
            evidence=self.evidence,
        )


class RetentionRule(ValidInTime):
    """How long personal data of a procedure's dossiers are kept after they are closed.

    ``procedure`` empty is the rule for all that have none of their own; ``years`` empty is
    for ever. A proposal, as they are shipped, lets nothing be erased until an administrator
    has confirmed it with the archive schedule it rests on.
    """

    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("thủ tục"),
        on_delete=models.CASCADE,
        related_name="retention_rules",
        null=True,
        blank=True,
        help_text=_("Để trống: mọi thủ tục chưa có quy tắc riêng."),
    )
    years = models.PositiveSmallIntegerField(
        _("số năm sau khi kết thúc"),
        null=True,
        blank=True,
        help_text=_("Để trống: lưu vĩnh viễn."),
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    is_proposal = models.BooleanField(_("mới là đề xuất"), default=False)

    class Meta:
        verbose_name = _("thời hạn lưu trữ")
        verbose_name_plural = _("thời hạn lưu trữ")
        ordering = ["procedure", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "valid_from"], name="retentionrule_once"),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(procedure__isnull=True),
                name="retentionrule_default_once",
            ),
            models.CheckConstraint(
                name="retentionrule_at_least_a_year",
                condition=Q(years__isnull=True) | Q(years__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id or '*'} {self.years or '∞'}"


class ProcedureTrial(models.Model):
    """One walk through a draft before it is published: on which text, how far, what was wrong.

    ``content_digest`` and ``form_digest`` say which text of the draft and of its form was tried.
    What was typed is kept nowhere.
    """

    class Outcome(models.TextChoices):
        """How the walk ended."""

        DONE = "done", _("Đi được đến cuối")
        DOUBTFUL = "doubtful", _("Đến cuối, nhưng có chỗ chưa ổn")
        STUCK = "stuck", _("Không đi được đến cuối")

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.CASCADE, related_name="trials"
    )
    content_digest = models.CharField(_("dấu vết nội dung"), max_length=64)
    form_digest = models.CharField(_("dấu vết tờ khai"), max_length=64)
    outcome = models.CharField(_("kết quả"), max_length=16, choices=Outcome)
    problems = models.JSONField(_("chỗ chưa ổn"), default=list, blank=True)
    walked = models.JSONField(_("các bước đã qua"), default=list, blank=True)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel)
    accepted_at = models.DateTimeField(_("thời điểm tiếp nhận đã chọn"))
    due_at = models.DateTimeField(_("ngày hẹn"), null=True, blank=True)
    statutory_due_at = models.DateTimeField(_("ngày theo quy định"), null=True, blank=True)
    done_at = models.DateTimeField(_("thử lúc"))
    done_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người thử"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("lần thử bản thảo")
        verbose_name_plural = _("lần thử bản thảo")
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(name="proceduretrial_latest", fields=["procedure", "-done_at"])]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.outcome}"


class PublishingRule(models.Model):
    """Whether a draft must be tried to its end before it is published; no row: it need not be."""

    is_trial_required = models.BooleanField(_("phải thử đến cuối trước khi công bố"))
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người đặt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("quy tắc công bố")
        verbose_name_plural = _("quy tắc công bố")

    def __str__(self) -> str:
        return "phải thử" if self.is_trial_required else "không buộc thử"
