"""Settings. What differs between machines comes from the environment, through env.py (docs/部署.md)."""

from datetime import timedelta

from yanling_assess import env, password_rules
from yanling_assess.env import BASE_DIR, DATA_DIR
from yanling_assess.logs.config import logging_config

env.close_to_others()
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("YANLING_DEMO", default=False)
HTTPS = env.flag("YANLING_HTTPS", default=False)
SECRET_KEY = env.key("SECRET_KEY", development=DEBUG or DEMO)
RECORDS_KEY = env.key("RECORDS_KEY", development=DEBUG or DEMO)
COMPLAINANT_KEYS = env.keys("COMPLAINANT_KEYS")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
BIND = env.bind()
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", default=2, least=1, most=64)
TRUSTED_PROXIES = env.names("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "yanling_assess",
    "notices",
    "scoring",
    "units",
    "records",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "heroicons",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
]

MIDDLEWARE = [
    "records.origin.OriginMiddleware",
    "yanling_assess.logs.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "yanling_assess.headers.HeadersMiddleware",
    "yanling_assess.squeezing.PagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "records.middleware.RefusalMiddleware",
    "units.signing_in.sessions.SessionMiddleware",
    "records.unavailable.UnavailableMiddleware",
    "units.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yanling_assess.urls"
WSGI_APPLICATION = "yanling_assess.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["records.templatetags.pieces"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yanling_assess.context.site",
            ],
        },
    },
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "units.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RULES = env.choice("PASSWORD_RULES", among=(password_rules.PLAIN, password_rules.DENGBAO))
PASSWORD_DAYS = password_rules.days(PASSWORD_RULES)
AUTH_PASSWORD_VALIDATORS = password_rules.validators(PASSWORD_RULES)
AUTHENTICATION_BACKENDS = ["units.signing_in.locking.SignInBackend"]
LOGIN_FAILURES_EVERYWHERE = 20
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_HANDLER = "units.signing_in.locking.SignInHandler"
AXES_LOCKOUT_CALLABLE = "units.signing_in.locking.locked_page"
AXES_USERNAME_CALLABLE = "units.signing_in.names.tried_name"
AXES_CLIENT_IP_CALLABLE = "units.signing_in.names.tried_address"
AXES_CLIENT_STR_CALLABLE = "units.signing_in.names.log_words"
ASKED_AGAIN_MINUTES = 10
TOTP_REQUIRED_ROLES = env.names("TOTP_REQUIRED_ROLES", default=[])
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", default=60, least=5, most=720)
SESSION_HOURS = 12
SESSION_COOKIE_AGE = 2 * SESSION_HOURS * 3600  # the site ends it earlier, and then still knows whose it was
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# what follows from plain HTTP is told in one Chinese line (yanling_assess.safe_login)
SILENCED_SYSTEM_CHECKS = [] if HTTPS else [f"security.W0{number}" for number in ("04", "08", "12", "16")]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # but for previews (notices.views.framed)
CSRF_FAILURE_VIEW = "yanling_assess.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "yanling_assess.static_finder.PackageFilesFinder",
]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": env.files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
IMPORT_MAX_BYTES = 5 * 1024 * 1024
IMPORT_MAX_ROWS = 5000

RETENTION = {
    "RETENTION_COMPLAINANTS": env.months("RETENTION_COMPLAINANTS", default=24),
    "RETENTION_COMPLAINT_FILES": env.months("RETENTION_COMPLAINT_FILES", default=24),
    "RETENTION_LEAVE": env.months("RETENTION_LEAVE", default=36),
    "RETENTION_ATTENDANCE": env.months("RETENTION_ATTENDANCE", default=36),
    "RETENTION_IMPORTS": env.months("RETENTION_IMPORTS", default=12),
    "RETENTION_DRAFTS": env.months("RETENTION_DRAFTS", default=12),
    "RETENTION_FORM_KEYS": env.months("RETENTION_FORM_KEYS", default=3),
    "RETENTION_LOG_ACCESS": env.months("RETENTION_LOG_ACCESS", default=12, least=6),
    "RETENTION_LOG_WORDS": env.months("RETENTION_LOG_WORDS", default=120, least=6),
}
DISK_FREE_MIN_BYTES = env.number("DISK_FREE_MIN_MB", default=500, least=0, most=10_000_000) * 1024 * 1024

PAPER_FONT_DIR = DATA_DIR / "fonts"
PAPER_WORKERS = 1
PAPER_SECONDS = 120
PAPER_OWN_FONT_DIR = env.folder("PAPER_OWN_FONT_DIR")
PAPER_PDFA = env.flag("PAPER_PDFA", default=True)

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = logging_config(**env.logging_options())
