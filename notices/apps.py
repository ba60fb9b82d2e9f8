from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通报与整改"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notices import checks  # noqa: F401, PLC0415 - registers itself
