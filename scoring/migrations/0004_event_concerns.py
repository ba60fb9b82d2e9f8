import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_result_details")]

    operations = [
        migrations.AddField(
            model_name="scoreevent",
            name="concerns",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disproved_by",
                to="scoring.scoreevent",
                verbose_name="所涉及的加分事项",
            ),
        ),
    ]
