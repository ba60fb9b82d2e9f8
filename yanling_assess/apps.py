from django.apps import AppConfig


class YanlingAssessConfig(AppConfig):
    name = "yanling_assess"
    verbose_name = "考核系统"

    def ready(self) -> None:
        from yanling_assess import (  # noqa: F401, PLC0415 - registers them
            checks,
            safe_login,
            safe_machine,
            safe_server,
            safe_settings,
        )
