"""Who complained is encrypted in its columns; backwards it stands there in clear again."""

from collections.abc import Callable

from django.db import migrations

import records.encrypted
from records.encrypted import decrypted, encrypted

PURPOSE = "complainants"


def leave_no_trace(_apps, schema_editor):
    """SQLite overwrites what it lets go of (until this connection ends), else the old texts stay in the file."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.fetchall()


def encrypt_all(_apps, schema_editor):
    _rewrite(schema_editor, lambda text: encrypted(text, PURPOSE))


def decrypt_all(_apps, schema_editor):
    _rewrite(schema_editor, lambda stored: decrypted(stored, PURPOSE))


def _rewrite(schema_editor, change: Callable[[str], str]) -> None:
    """By hand: through the model each value would be decrypted before it was ever encrypted."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, name, contact FROM scoring_complainant")
        rows = cursor.fetchall()
        for key, name, contact in rows:
            cursor.execute(
                "UPDATE scoring_complainant SET name = %s, contact = %s WHERE id = %s",
                [change(name), change(contact), key],
            )


class Migration(migrations.Migration):

    dependencies = [("scoring", "0008_removed_evidence")]

    operations = [
        migrations.RunPython(leave_no_trace, leave_no_trace),
        migrations.AlterField(
            model_name="complainant",
            name="name",
            field=records.encrypted.EncryptedTextField(verbose_name="投诉人", purpose=PURPOSE, blank=True),
        ),
        migrations.AlterField(
            model_name="complainant",
            name="contact",
            field=records.encrypted.EncryptedTextField(verbose_name="联系方式", purpose=PURPOSE, blank=True),
        ),
        migrations.RunPython(encrypt_all, decrypt_all),
    ]
