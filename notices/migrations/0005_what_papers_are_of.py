from django.db import migrations


def say_what_it_is_of(apps, _schema):
    """Bulletins are of their month; the words of one that is being composed move to the drafts of all papers."""
    Notice = apps.get_model("notices", "Notice")
    for notice in Notice.objects.select_related("month").filter(key=""):
        Notice.objects.filter(pk=notice.pk).update(
            key=f"{notice.month.month:%Y-%m}", addressee=notice.content["head"]["addressees"][:200]
        )
    Draft = apps.get_model("notices", "PaperDraft")
    for draft in apps.get_model("notices", "BulletinDraft").objects.select_related("month"):
        Draft.objects.create(
            kind="bulletin",
            key=f"{draft.month.month:%Y-%m}",
            words=draft.words,
            saved_by_id=draft.saved_by_id,
            saved_at=draft.saved_at,
            version=draft.version,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_links_of_letters_and_follow_ups"),
    ]

    operations = [
        migrations.RunPython(say_what_it_is_of, migrations.RunPython.noop),
    ]
