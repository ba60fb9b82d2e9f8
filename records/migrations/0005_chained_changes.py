"""The change log becomes the audit: numbered, chained, with where from and with what result."""

import secrets

from django.db import migrations, models



def chain_what_is_there(apps, schema_editor):
    """Chain the lines written before there was a chain, in the order in which they were written."""
    from records.audit.chain import START, Link, link_of, words_digest
    from records.keys import key_for

    change, link = apps.get_model("records", "Change"), START
    some = []
    for number, row in enumerate(change.objects.order_by("id").iterator(chunk_size=500), start=1):
        row.number, row.salt = number, secrets.token_hex(16)
        row.words = words_digest(row.salt, row.subject_label, row.before, row.after, row.reason, row.address)
        told = Link(
            number=number, at=row.at, by=row.by_id, action=row.action, subject_type=row.subject_type,
            subject_id=row.subject_id, request_id=row.request_id, result=row.result, words=row.words,
        )
        row.link = link = link_of(key_for("audit"), link, told)
        some.append(row)
    change.objects.bulk_update(some, ["number", "salt", "words", "link"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [("records", "0004_import_result")]

    operations = [
        migrations.AlterModelOptions(
            name="change",
            options={"ordering": ("-id",), "verbose_name": "操作记录", "verbose_name_plural": "操作记录"},
        ),
        migrations.AddField("change", "number", models.PositiveBigIntegerField("序号", null=True)),
        migrations.AddField("change", "result", models.CharField("结果", max_length=10, choices=[("done", "完成"), ("refused", "拒绝"), ("failed", "失败")], default="done")),
        migrations.AddField("change", "request_id", models.CharField("请求编号", max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("change", "words", models.CharField("内容摘要", max_length=64, default=""), preserve_default=False),
        migrations.AddField("change", "link", models.CharField("链", max_length=64, default=""), preserve_default=False),
        migrations.AddField("change", "address", models.CharField("来自", max_length=45, blank=True, default=""), preserve_default=False),
        migrations.AddField("change", "salt", models.CharField("盐", max_length=32, blank=True, default=""), preserve_default=False),
        migrations.AlterField("change", "subject_label", models.CharField("对象", max_length=200, blank=True)),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AlterField("change", "number", models.PositiveBigIntegerField("序号", unique=True)),
    ]
