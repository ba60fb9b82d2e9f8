from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "记录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from records import store_check  # noqa: F401, PLC0415 - registers itself

        pre_migrate.connect(_lift, sender=self)
        post_migrate.connect(_install, sender=self)


def _lift(*, using: str, plan: Any = (), **_told: Any) -> None:
    """A migration may have to touch what is guarded; where there is none to run, nothing is lifted."""
    from records.guards.installing import lift_guards  # noqa: PLC0415 - models first

    if plan:
        lift_guards(using)


def _install(*, using: str, **_told: Any) -> None:
    from records.guards.installing import guards_amiss, install_guards  # noqa: PLC0415

    if guards_amiss(using):
        install_guards(using)
