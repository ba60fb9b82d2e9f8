from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = "计分"
    default_auto_field = "django.db.models.BigAutoField"
