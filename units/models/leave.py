"""请假条 (1.2, 1.3, 1.4): who is away and why, who stands in, who signed it, that the person came back."""

from django.conf import settings
from django.db import models

from records.models import StoredFile, VersionedModel
from units.halves import HalfDay, Span, span_of, span_words
from units.models.scoped import UnitScopedQuerySet
from units.models.staff import StaffMember
from units.models.unit import Unit


class Half(models.TextChoices):
    """Half a day; leave and cover begin and end on halves, both included."""

    MORNING = "am", "上午"
    AFTERNOON = "pm", "下午"


class LeaveSlip(VersionedModel):
    """One slip of 《窗口工作人员请假条》. `starts_*`, `ends_*`: the first and the last half day away."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "公假"
        PERSONAL = "personal", "事假"
        SICK = "sick", "病假"
        ANNUAL = "annual", "年休假"
        MARRIAGE = "marriage", "婚假"
        MATERNITY = "maternity", "产假"
        BEREAVEMENT = "bereavement", "丧假"
        SHORT = "short", "临时外出"

    class State(models.TextChoices):
        REGISTERED = "registered", "待签批"
        SIGNED = "signed", "已签批"
        REFUSED = "refused", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"

    person = models.ForeignKey(StaffMember, models.PROTECT, related_name="slips", verbose_name="请假人")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="slips", verbose_name="窗口单位")
    kind = models.CharField("假别", max_length=20, choices=Kind.choices)
    reason = models.CharField("事由", max_length=200)
    starts_on = models.DateField("自")
    starts_half = models.CharField("自上午或下午", max_length=2, choices=Half.choices, default=Half.MORNING)
    ends_on = models.DateField("至")
    ends_half = models.CharField("至上午或下午", max_length=2, choices=Half.choices, default=Half.AFTERNOON)
    out_from = models.TimeField("外出时间", null=True, blank=True)
    out_until = models.TimeField("返回时间", null=True, blank=True)
    handed_at = models.DateTimeField("递交时间")
    handwritten = models.BooleanField("本人手写", default=True)
    proxy_name = models.CharField("代办人", max_length=40, blank=True)
    special_reason = models.CharField("特殊原因", max_length=200, blank=True)
    scans = models.ManyToManyField(
        StoredFile, blank=True, related_name="leave_scans", verbose_name="请假条扫描件"
    )
    proofs = models.ManyToManyField(
        StoredFile, blank=True, related_name="leave_proofs", verbose_name="证明材料"
    )
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.REGISTERED)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="签批人", related_name="+"
    )
    signed_at = models.DateTimeField("签批时间", null=True)
    sign_note = models.CharField("签批意见", max_length=200, blank=True)
    filed_on = models.DateField("督查室留档日期", null=True, blank=True)
    returned_on = models.DateField("销假日期", null=True, blank=True)
    returned_half = models.CharField("销假上午或下午", max_length=2, choices=Half.choices, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+"
    )
    recorded_at = models.DateTimeField("登记时间")

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "请假条"
        ordering = ("-starts_on", "-id")
        indexes = (models.Index(fields=("starts_on", "ends_on"), name="slip_days"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on"))
                | (
                    models.Q(ends_on=models.F("starts_on"))
                    & ~models.Q(starts_half=Half.AFTERNOON, ends_half=Half.MORNING)
                ),
                name="slip_in_order",
                violation_error_message="请假的结束不能早于开始。",
            ),
            models.CheckConstraint(
                condition=models.Q(proxy_name="") | ~models.Q(special_reason=""),
                name="slip_proxy_has_a_reason",
                violation_error_message="只有特殊原因才可由他人代办，请写明特殊原因。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.starts_on:%Y-%m-%d}"

    @property
    def span(self) -> Span:
        """The half days that the slip asks for."""
        return span_of(self.starts_on, self.starts_half, self.ends_on, self.ends_half)

    @property
    def away(self) -> Span | None:
        """The half days away: the slip's, cut short where the person was back early; None: never left."""
        if self.returned_on is None:
            return self.span
        return self.span.before(HalfDay(self.returned_on, self.returned_half or Half.MORNING))

    @property
    def words(self) -> str:
        """2026年10月8日上午至10月9日下午"""
        return span_words(self.span, year=True)


class LeaveCover(models.Model):
    """A stretch of a slip for which somebody stands in (1.3); several follow each other without a gap."""

    slip = models.ForeignKey(LeaveSlip, models.CASCADE, related_name="covers", verbose_name="请假条")
    substitute = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="covers", verbose_name="替岗人员"
    )
    starts_on = models.DateField("自")
    starts_half = models.CharField("自上午或下午", max_length=2, choices=Half.choices, default=Half.MORNING)
    ends_on = models.DateField("至")
    ends_half = models.CharField("至上午或下午", max_length=2, choices=Half.choices, default=Half.AFTERNOON)
    handover = models.CharField("交接情况", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "替岗安排"
        ordering = ("starts_on", "starts_half", "id")

    def __str__(self) -> str:
        return f"{self.substitute} {self.starts_on:%Y-%m-%d}"

    @property
    def span(self) -> Span:
        """The half days stood in for."""
        return span_of(self.starts_on, self.starts_half, self.ends_on, self.ends_half)

    @property
    def words(self) -> str:
        """10月8日上午至10月9日下午"""
        return span_words(self.span)
