"""文明优质服务 (四（一）宣传推广): recommended at a quarter's end, selected, made known, shown to others."""

from django.conf import settings
from django.db import models

from notices.models.notice import Notice
from records.models import StoredFile, VersionedModel
from units.models import StaffMember, Unit, Window
from units.models.scoped import UnitScopedQuerySet


class Honour(VersionedModel):
    """One recommendation of a unit for a quarter, and what became of it."""

    class Kind(models.TextChoices):
        PERSON = "person", "文明优质服务标兵"
        WINDOW = "window", "文明服务示范窗口"
        STORY = "story", "典型经验"

    class Excellence(models.TextChoices):
        ATTITUDE = "attitude", "服务态度优"
        SKILL = "skill", "服务技能优"
        EFFICIENCY = "efficiency", "服务效率优"
        MANNERS = "manners", "服务举止优"
        SURROUNDINGS = "surroundings", "服务环境优"

    class State(models.TextChoices):
        RECOMMENDED = "recommended", "已推荐"
        SELECTED = "selected", "已选树"
        DECLINED = "declined", "未选树"
        WITHDRAWN = "withdrawn", "单位撤回"

    quarter = models.CharField("季度", max_length=7)
    """2026-Q3"""
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    excellence = models.CharField("五优", max_length=20, choices=Excellence.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="honours", verbose_name="窗口单位")
    person = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="人员"
    )
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="窗口"
    )
    title = models.CharField("题目", max_length=60)
    story = models.TextField("事迹材料", max_length=5000)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="honours", verbose_name="附件")
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="推荐人", related_name="+"
    )
    recommended_at = models.DateTimeField("推荐时间")
    state = models.CharField("结果", max_length=20, choices=State.choices, default=State.RECOMMENDED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="决定人", related_name="+"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    commended_in = models.ForeignKey(
        Notice, models.PROTECT, null=True, related_name="honours", verbose_name="表彰通报"
    )

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "推荐和选树"
        ordering = ("-quarter", "kind", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("quarter", "kind", "person"),
                condition=models.Q(kind="person") & ~models.Q(state="withdrawn"),
                name="honour_person_once",
                violation_error_message="这名人员本季度已经推荐过。",
            ),
            models.UniqueConstraint(
                fields=("quarter", "kind", "window"),
                condition=models.Q(kind="window") & ~models.Q(state="withdrawn"),
                name="honour_window_once",
                violation_error_message="这个窗口本季度已经推荐过。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="person") | models.Q(person__isnull=False),
                name="honour_person_is_named",
                violation_error_message="推荐标兵须写明人员。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="window") | models.Q(window__isnull=False),
                name="honour_window_is_named",
                violation_error_message="推荐示范窗口须写明窗口。",
            ),
        )

    def __str__(self) -> str:
        who = self.person or self.window or self.unit
        return f"{self.quarter} {self.get_kind_display()} {who}"


class Publicity(models.Model):
    """宣传: where an honour was made known, told by the 局办公室; a mistaken one is taken back."""

    class Where(models.TextChoices):
        MEETING = "meeting", "局全体会议"
        BRIEF = "brief", "简报"
        COUNTY = "county", "县委、县政府"
        CITY = "city", "市人社局"
        PROVINCE = "province", "省人社厅"

    honour = models.ForeignKey(Honour, models.PROTECT, related_name="publicity", verbose_name="推荐和选树")
    where = models.CharField("宣传方式", max_length=20, choices=Where.choices)
    on = models.DateField("日期")
    words = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="撤去人", related_name="+"
    )
    removed_at = models.DateTimeField("撤去时间", null=True)
    removed_reason = models.CharField("撤去理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "宣传"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("honour", "where", "on"),
                condition=models.Q(removed_at__isnull=True),
                name="publicity_once",
                violation_error_message="这一天的同一宣传已经登记过。",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | ~models.Q(removed_reason=""),
                name="publicity_removed_with_a_reason",
                violation_error_message="撤去宣传记录须写明理由。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.honour} {self.get_where_display()}"


class Exchange(VersionedModel):
    """观摩交流活动: when and where, who took part, what was shown."""

    on = models.DateField("日期")
    place = models.CharField("地点", max_length=100)
    topic = models.CharField("主题", max_length=100)
    units = models.ManyToManyField(Unit, blank=True, related_name="exchanges", verbose_name="参加单位")
    honours = models.ManyToManyField(Honour, blank=True, related_name="exchanges", verbose_name="展示的典型")
    words = models.TextField("情况", max_length=3000, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="exchanges", verbose_name="附件")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "观摩交流活动"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.on} {self.topic}"
