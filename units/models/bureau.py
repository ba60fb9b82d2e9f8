"""The one record of the bureau: its name, its papers' head and foot, its first month."""

from django.db import models

from records.models import VersionedModel


class Bureau(VersionedModel):
    """本局设置. There is one row (id 1); `units.selectors.bureau()` reads it."""

    class Numbering(models.TextChoices):
        DOCUMENT = "document", "发文字号（鄢人社通报〔2026〕9号）"
        ISSUE = "issue", "期号（〔2026〕第9期）"

    name = models.CharField("机关全称", max_length=60, default="鄢陵县人力资源和社会保障局")
    short_name = models.CharField("机关简称", max_length=30, default="鄢陵县人社局")
    code = models.CharField("机关代字", max_length=20, default="鄢人社通报")
    letter_code = models.CharField("函件机关代字", max_length=20, default="鄢人社函")
    numbering = models.CharField(
        "通报编号", max_length=20, choices=Numbering.choices, default=Numbering.DOCUMENT
    )
    addressees = models.CharField("主送", max_length=200, default="局各窗口单位")
    copies = models.CharField(
        "抄送", max_length=300, default="局领导，驻人社局纪检监察组，县行政服务中心督查室"
    )
    contact = models.CharField("联系人及电话", max_length=100, blank=True)
    sealed = models.BooleanField("加盖印章", default=True)
    first_month = models.DateField("启用月份", help_text="系统从哪个月开始计分，填该月1日")
    self_criticism_days = models.PositiveSmallIntegerField("书面检查期限（工作日）", default=3)
    unit_opinion_days = models.PositiveSmallIntegerField("处理意见、书面整改意见期限（工作日）", default=5)
    complaint_days = models.PositiveSmallIntegerField("投诉办理期限（工作日）", default=5)
    mend_days = models.PositiveSmallIntegerField("限期整改期限（工作日）", default=10)

    class Meta:
        verbose_name = verbose_name_plural = "本局设置"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="bureau_one_row"),
            models.CheckConstraint(
                condition=models.Q(first_month__day=1),
                name="bureau_first_month_is_a_month",
                violation_error_message="启用月份须填该月1日。",
            ),
        )

    def __str__(self) -> str:
        return self.name
