from django.db import migrations, models


class Migration(migrations.Migration):
    """Once every paper says what it is of, each is issued first only once."""

    dependencies = [
        ('notices', '0005_what_papers_are_of'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('kind', 'key'), name='notice_first_once', violation_error_message='这份文件已经签发过。'),
        ),
        migrations.DeleteModel(
            name='BulletinDraft',
        ),
    ]
