"""What every room keeps the same way: who changed what, forms sent once, rows with a version, files."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from records.guards.rules import Guard
from records.json import ChineseJSONEncoder


class Change(models.Model):
    """One line of the audit: who did what to which record, when, from where, why, with what result.

    Never edited: the lines are chained (records.audit), and the database refuses to change or delete them.
    The words (label, before, after, reason, address, with their salt) may be erased past their time; the
    chain holds only their digest.
    """

    guards = (
        Guard("kept", "DELETE", "操作记录不得删除。"),
        Guard(
            "unchanged",
            "UPDATE",
            "操作记录不得修改。",
            "NOT (NEW.id = OLD.id AND NEW.number = OLD.number AND NEW.at = OLD.at "
            "AND NEW.by_id IS NOT DISTINCT FROM OLD.by_id AND NEW.action = OLD.action "
            "AND NEW.subject_type = OLD.subject_type AND NEW.subject_id = OLD.subject_id "
            "AND NEW.result = OLD.result AND NEW.request_id = OLD.request_id AND NEW.words = OLD.words "
            "AND NEW.link = OLD.link AND NEW.subject_label = '' AND NEW.before = '{}' AND NEW.after = '{}' "
            "AND NEW.reason = '' AND NEW.address = '' AND NEW.salt = '')",
        ),
    )
    """The one change let through erases the words, whole."""

    class Result(models.TextChoices):
        DONE = "done", "完成"
        REFUSED = "refused", "拒绝"
        FAILED = "failed", "失败"

    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="操作人", related_name="+"
    )
    action = models.CharField("操作", max_length=60)
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象编号", max_length=40)
    result = models.CharField("结果", max_length=10, choices=Result.choices, default=Result.DONE)
    request_id = models.CharField("请求编号", max_length=40, blank=True)
    words = models.CharField("内容摘要", max_length=64)
    link = models.CharField("链", max_length=64)
    subject_label = models.CharField("对象", max_length=200, blank=True)
    before = models.JSONField("原内容", default=dict, encoder=ChineseJSONEncoder)
    after = models.JSONField("新内容", default=dict, encoder=ChineseJSONEncoder)
    reason = models.TextField("理由", blank=True)
    address = models.CharField("来自", max_length=45, blank=True)
    salt = models.CharField("盐", max_length=32, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ("-id",)
        indexes = (models.Index(fields=("subject_type", "subject_id"), name="change_subject"),)

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class SubmittedForm(models.Model):
    """A form's key, used up: the second sending of the same form is led to what the first one made."""

    key = models.UUIDField("表单编号", primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="提交人", related_name="+")
    at = models.DateTimeField("提交时间", auto_now_add=True)
    result_url = models.CharField("结果地址", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已提交的表单"

    def __str__(self) -> str:
        return str(self.key)


class VersionedModel(models.Model):
    """A row that two people may edit: `version` rises with every change, the second editor is told."""

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True


def random_path(_instance: Any, _filename: str) -> str:
    """A storage name that says nothing of its file and cannot be guessed."""
    token = uuid.uuid4().hex
    return f"{token[:2]}/{token}"


class StoredFile(models.Model):
    """A file handed in as evidence; kept outside the web root, read only through a permission check."""

    file = models.FileField("文件", upload_to=random_path, max_length=100)
    name = models.CharField("文件名", max_length=120)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    original_sha256 = models.CharField("原件SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间")

    guards = (
        Guard(
            "unchanged",
            "UPDATE",
            "证明文件一经保存不得修改。",
            "NOT (NEW.id = OLD.id AND NEW.file = OLD.file AND NEW.content_type = OLD.content_type "
            "AND NEW.size = OLD.size AND NEW.sha256 = OLD.sha256 "
            "AND NEW.original_sha256 = OLD.original_sha256 "
            "AND NEW.uploaded_by_id = OLD.uploaded_by_id AND NEW.uploaded_at = OLD.uploaded_at)",
        ),
    )
    """Only its name may be replaced: one that tells who complained must not stay."""

    class Meta:
        verbose_name = verbose_name_plural = "证明文件"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


class ImportBatch(models.Model):
    """A file handed in for import, kept from its preview to its confirmation; applied at most once."""

    kind = models.CharField("导入种类", max_length=30)
    name = models.CharField("文件名", max_length=120)
    data = models.BinaryField("内容")
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+")
    at = models.DateTimeField("上传时间")
    applied_at = models.DateTimeField("导入时间", null=True, blank=True)
    result = models.JSONField("导入结果", default=list, blank=True, encoder=ChineseJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "导入文件"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        """The file's bytes, whichever way the database hands them over."""
        return bytes(self.data)
