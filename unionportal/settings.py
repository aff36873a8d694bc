"""The portal's settings: one file, two profiles.

*Local* (no `DATABASE_URL`): embedded PostgreSQL and broker, keys made into `.local/`, loopback only, banner 演示环境.
*Server* (`DATABASE_URL` set): everything that protects data must be given; what is missing is named, one sentence each.
"""

import base64
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from unionportal import password_rules

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = Path(os.environ.get("PORTAL_LOCAL_DIR", BASE_DIR / ".local"))

# --- Profile -----------------------------------------------------------------------------------------------------

PORTAL_LOCAL = "DATABASE_URL" not in os.environ
ENV: dict[str, str] = dict(os.environ)
if PORTAL_LOCAL:
    from unionportal.embedded import local_environment

    ENV = {**os.environ, **local_environment()}  # keys and data of a clone belong together, whatever is exported

_REQUIRED = {
    "SECRET_KEY": "缺少 SECRET_KEY：请设置一段不少于50个字符的随机串，用于会话签名。",
    "FIELD_KEYS": '缺少 FIELD_KEYS：请设置字段加密密钥，形如 [{"id": "k1", "key": "<32字节的base64>"}]，首个为当前密钥。',
    "ALLOWED_HOSTS": "缺少 ALLOWED_HOSTS：请写明门户域名，多个用逗号分隔。",
    "DATABASE_OWNER_URL": "缺少 DATABASE_OWNER_URL：请写明数据库属主账号的连接地址，仅用于迁移和到期清理。",
    "REDIS_URL": "缺少 REDIS_URL：请写明任务队列 Redis 的连接地址。",
}
if PORTAL_LOCAL:
    ENV.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver")
_missing = [sentence for name, sentence in _REQUIRED.items() if not ENV.get(name)]
if _missing:
    raise ImproperlyConfigured("\n".join(_missing))


def _flag(name: str, *, default: bool) -> bool:
    return ENV.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


DEBUG = False
SECRET_KEY = ENV["SECRET_KEY"]
FIELD_KEYS: list[dict[str, str]] = json.loads(ENV["FIELD_KEYS"])
for _key in FIELD_KEYS:
    if len(base64.b64decode(_key["key"])) != 32:
        raise ImproperlyConfigured(f"FIELD_KEYS 中密钥 {_key['id']} 的长度不是32字节。")
ALLOWED_HOSTS = [host.strip() for host in ENV["ALLOWED_HOSTS"].split(",") if host.strip()]

# --- What runs ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unionportal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "csp",
    "django_filters",
    "import_export",
    "django_structlog",
    "foundation.core",
    "foundation.outbox",
    "foundation.audit",
    "foundation.orgs",
    "foundation.accounts",
    "foundation.worktime",
    "foundation.search",
    "foundation.documents",
    "foundation.imports",
    "foundation.notifications",
    "members",
    "concerns",
    "meetings",
    "news",
    "unionportal.apps.PortalConfig",
    # After ours, so that our templates win.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "foundation.audit.middleware.AuditContext",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "foundation.core.middleware.PlainAddresses",
    "foundation.core.middleware.PublicPages",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.accounts.middleware.SessionLimits",
    "foundation.core.middleware.SignInRequired",
    "foundation.accounts.middleware.AccountInOrder",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "foundation.core.middleware.AfterView",
]

ROOT_URLCONF = "unionportal.urls"
WSGI_APPLICATION = "unionportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # TLS is ended by nginx, which also redirects (deploy/)
    "auth.W004",  # user names are unique among live accounts, by constraint
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "unionportal.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "foundation.core.forms.PortalRenderer"

# --- Database: two roles -------------------------------------------------------------------------------------------


def _database(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?host=/socket/dir` as Django wants it."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DATABASE_OWNER_URL = ENV["DATABASE_OWNER_URL"]
DATABASE_ROLE = ENV.get("PORTAL_DATABASE_ROLE", "app")
DATABASES = {"default": _database(DATABASE_OWNER_URL if DATABASE_ROLE == "owner" else ENV["DATABASE_URL"])}

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

# --- Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(ENV.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
MEDIA_ROOT = Path(ENV.get("MEDIA_ROOT", LOCAL_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
X_ACCEL_PREFIX = ENV.get("X_ACCEL_PREFIX", "")  # nginx sends attachments itself from this internal location
PORTAL_FONT_DIR = ENV.get("PORTAL_FONT_DIR", "")  # the office's own fonts for PDF (小标宋、仿宋、楷体)
AUDIT_HEAD_FILE = ENV.get("AUDIT_HEAD_FILE", "")  # where audit_verify keeps heads; default: LOCAL_DIR

# --- Signing in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
ROLE_TABLE = "unionportal.roles.ROLES"
AUTHENTICATION_BACKENDS = ["foundation.accounts.backends.GrantBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RULES = ENV.get("PASSWORD_RULES", "dengbao")
if PASSWORD_RULES not in password_rules.RULES:
    raise ImproperlyConfigured("PASSWORD_RULES 只能是 dengbao（等级保护）或 nist。")
AUTH_PASSWORD_VALIDATORS = password_rules.RULES[PASSWORD_RULES]
PASSWORD_MAX_DAYS = int(ENV.get("PASSWORD_MAX_DAYS", "0" if PORTAL_LOCAL else password_rules.MAX_DAYS[PASSWORD_RULES]))
# So many tries within the window, then nothing is looked at for the pause. An address is an office behind one router.
_QUARTER, _HOUR = dt.timedelta(minutes=15), dt.timedelta(hours=1)
TRY_LIMITS = {
    "account": (int(ENV.get("SIGN_IN_TRIES", "5")), _QUARTER, _QUARTER),
    "address": (int(ENV.get("SIGN_IN_TRIES_PER_ADDRESS", "50")), _QUARTER, _QUARTER),
    "second_step": (5, _QUARTER, _QUARTER),
    "mail": (3, _HOUR, _HOUR),
    "mail_address": (20, _HOUR, _HOUR),
}
# Roles marked `second_step` (administrators, leaders) see nothing before it is set up. Off in the local demonstration,
# whose tour has them all sign in with one password (docs/adr/0013).
SECOND_STEP_REQUIRED = _flag("SECOND_STEP_REQUIRED", default=not PORTAL_LOCAL)
ACCOUNT_ADAPTER = "foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # counted in the cache, which can be flushed: TRY_LIMITS are rows of the database
ACCOUNT_FORMS = {
    "reset_password": "foundation.accounts.forms.ResetPasswordForm",
    "user_token": "foundation.accounts.forms.UserTokenForm",
}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # who was invited goes on to what waits for her
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # links of invitations and resets
FIRST_PAGE = "unionportal.home.arrival.first_page"
UNUSED_DAYS = int(ENV.get("UNUSED_DAYS", "0" if PORTAL_LOCAL else "90"))  # then an account is disabled; 0: never
ACCOUNT_USER_DISPLAY = "foundation.accounts.adapter.display"
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the security administrator, nobody signs up
MFA_ADAPTER = "foundation.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "foundation.accounts.forms.AuthenticateForm",
    "reauthenticate": "foundation.accounts.forms.ReauthenticateForm",
}
MFA_TOTP_ISSUER = "区总工会工作门户"

# --- Sessions, cookies, headers ----------------------------------------------------------------------------------------

SECURE_COOKIES = _flag("SECURE_COOKIES", default=not PORTAL_LOCAL)
_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_NAME = f"{_PREFIX}portal_session"
CSRF_COOKIE_NAME = f"{_PREFIX}portal_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_LIMIT = dt.timedelta(seconds=SESSION_COOKIE_AGE)  # after signing in, whatever is done meanwhile
SESSION_IDLE = dt.timedelta(minutes=int(ENV.get("SESSION_IDLE_MINUTES", "30")))  # pages that poll do not count
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_TRUSTED_ORIGINS = [o for o in ENV.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
BEHIND_PROXY = _flag("BEHIND_PROXY", default=False)  # believe what our own nginx says about scheme and address
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"},
}

# --- Mail --------------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = ENV.get("DEFAULT_FROM_EMAIL", "portal@fengze.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = (
    "foundation.notifications.services.mailbox.DemoMailbox"  # readable at /demo/mail/
    if PORTAL_LOCAL
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = ENV.get("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(ENV.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = ENV.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = ENV.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10  # seconds, per SMTP command

# --- Work outside the request ------------------------------------------------------------------------------------------

REDIS_URL = ENV["REDIS_URL"]
OUTBOX_LEASE = dt.timedelta(seconds=90)  # longer than one mail may take (EMAIL_TIMEOUT is per SMTP command)
OUTBOX_SWEEP = dt.timedelta(seconds=10)
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for ever
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,  # longer than any task; there are no countdowns that it could double
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB; a child that grew too large is replaced between tasks
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING stays as it is set here
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # in memory: no file to lose; the database decides what is due
CELERY_TIMEZONE = TIME_ZONE
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# --- The house that runs this portal -------------------------------------------------------------------------------------

PORTAL_NAME = ENV.get("PORTAL_NAME", "丰泽区总工会")
PORTAL_URL = ENV.get("PORTAL_URL", "http://127.0.0.1:8000" if PORTAL_LOCAL else f"https://{ALLOWED_HOSTS[0]}")
CONCERN_PREFIX = ENV.get("CONCERN_PREFIX", "FZ")
OFFICE_CLOSES = ENV.get("OFFICE_CLOSES", "17:30")

# --- Logs: one line per event, references only -----------------------------------------------------------------------------

LOG_LEVEL = ENV.get("LOG_LEVEL", "INFO")
_BEFORE: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_BEFORE,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
            if PORTAL_LOCAL
            else structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": _BEFORE,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}

# --- Who joins the features -------------------------------------------------------------------------------------------------

CHAIN_STRIP = "unionportal.chain.strip.draw"
OUTBOX_HANDLER = "foundation.notifications.services.delivery.deliver"
