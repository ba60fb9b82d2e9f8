from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "记录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from records import checks  # noqa: F401, PLC0415 - registers itself
