"""One settings file, read from the environment; see docs/operations.md for every name.

Without any variable it runs embedded: SQLite, the channel layer and the worker inside the web process.
`DATABASE_URL` and `REDIS_URL` switch to PostgreSQL and Redis; nothing else differs.
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
PRODUCTION = env.bool("PRODUCTION", default=False)
if DEMO and PRODUCTION:
    raise ImproperlyConfigured(
        "DEMO opens every account by one click: it cannot run with PRODUCTION. Unset one of them."
    )

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env("SECRET_KEY", default="" if PRODUCTION else "insecure-key-for-demo-and-tests-only-0123456789abcdef")
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "insecure" in SECRET_KEY):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, short or an example's: whoever knows it can log in as anybody. Make one with: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(60))"'
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "audit",
    "orgs",
    "documents",
    "approvals",
    "notifications",
    "workflows",
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "viewflow.workflow",
    "guardian",
    "simple_history",
    "channels",
    "axes",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "tree_queries",
]

MIDDLEWARE = [
    "web.middleware.RefuseUnreadable",
    "config.health.answer_health",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.stream_by_parts",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.middleware.keep_nothing",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.idle.keep_log_in",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SignInRequired",
    "config.middleware.ConfirmForm",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context_processors.shell",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "config.templatetags.display",
                "config.templatetags.components",
            ],
        },
    }
]

# ── Database ────────────────────────────────────────────────────────────────────────────────────────────────────────
# How many requests one web process works on at once; the others wait in line. Bounds threads and database connections.
REQUESTS_AT_ONCE = env.int("REQUESTS_AT_ONCE", default=16)

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'trinhky.sqlite3'}")}
DATABASE = DATABASES["default"]
SQLITE = "sqlite" in DATABASE["ENGINE"]
if SQLITE:
    # IMMEDIATE: a transaction that reads and then writes never fails half way with "database is locked".
    # synchronous=FULL: what a person was told is done (a number, a vote) survives a power cut, as on PostgreSQL; for a
    # transaction the backend does the same outside the write lock (docs/decisions/0010-one-sync-for-many-commits.md).
    DATABASE["ENGINE"] = "database.sqlite"
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON; "  # what is deleted is overwritten: the slips of a secret ballot (docs/secrecy.md)
            "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000;"
        ),
    }
    DATABASE["TEST"] = {"NAME": env("TEST_SQLITE", default=str(VAR_DIR / "test.sqlite3"))}
else:
    # Under ASGI each request has a thread of its own, so connections are kept in a pool of the process, not by threads.
    # They keep the statements that they ran often prepared in the server (docs/decisions/0009-prepared-statements.md).
    DATABASE["CONN_HEALTH_CHECKS"] = True
    # Nobody waits for ever: a request that gets no connection within five seconds answers 503 (config.views), an act
    # that cannot have its rows fails, and a transaction that was left open lets go of them.
    DATABASE["OPTIONS"] = {
        "options": "-c lock_timeout=60s -c idle_in_transaction_session_timeout=300s",
        "connect_timeout": 5,
        **DATABASE.get("OPTIONS", {}),
        "server_side_binding": True,
        "prepare_threshold": 5,
    }
    if DATABASE_POOL := env.int("DATABASE_POOL", default=REQUESTS_AT_ONCE + 4):
        DATABASE["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Live pages and jobs ─────────────────────────────────────────────────────────────────────────────────────────────
REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
# Without Redis the worker runs inside the web process: another process could not reach its sockets.
EMBEDDED_WORKER = env.bool("EMBEDDED_WORKER", default=not REDIS_URL)

# ── People, rights ──────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "orgs.passwords.LongEnough"},
    {"NAME": "orgs.passwords.NotAboutOneself"},
    {"NAME": "orgs.passwords.HardToGuess"},
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
LOGIN_URL = "orgs:login"
CSRF_FAILURE_VIEW = "config.middleware.old_page"
LOGIN_REDIRECT_URL = "workflows:workspace"
LOGOUT_REDIRECT_URL = "orgs:login"
# Wrong passwords within 15 minutes lock out for 15 minutes: five of a person at an address, twenty of an account from
# anywhere, fifty from one address whosever (an office may share one). The address is REMOTE_ADDR, which uvicorn takes from
# the proxy that it trusts and from nobody else (--forwarded-allow-ips).
AXES_HANDLER = "orgs.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
LOCK_OUT_AFTER = (5, 20, 50)
AXES_FAILURE_LIMIT = 1  # of these limits
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# ── Safety ──────────────────────────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", default=8 * 60)  # without a thing done; see config.idle
CSRF_COOKIE_HTTPONLY = False  # htmx reads the token from the page's meta tag
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# ── Words and times ─────────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────
NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(VAR_DIR / "static"))
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
#: Sheets that import their parts, and are served with them joined.
JOINED_SHEETS = ["css/site.css"]
STATICFILES_FINDERS = [
    "config.stylesheets.SheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.vendor.VendorFinder",
]
#: name → folder, and which of its files are served as vendor/<name>/…; `manage.py check` asks that each is there.
VENDOR_FILES = {
    "tabler": (NODE_MODULES / "@tabler/core/dist", ["css/tabler.min.css", "css/tabler.min.css.map"]),
    "be-vietnam-pro": (
        NODE_MODULES / "@fontsource/be-vietnam-pro",
        [
            f"files/be-vietnam-pro-{script}-{weight}-normal.woff2"
            for script in ("vietnamese", "latin")
            for weight in (400, 500, 600, 700)
        ],
    ),
    "tinos": (
        NODE_MODULES / "@expo-google-fonts/tinos",
        [f"{face}/Tinos_{face}.ttf" for face in ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")],
    ),
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
FONTS_DIR = NODE_MODULES / "@expo-google-fonts/tinos"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("MEDIA_ROOT", default=str(VAR_DIR / "files"))},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# ── Mail ────────────────────────────────────────────────────────────────────────────────────────────────────────────
vars().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://"))
#: Seconds that a mail server may be silent before a letter is given up and tried later.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
#: Where people reach the pages; links in mail begin with it.
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Trình Ký <khong-tra-loi@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"refusals": {"()": "config.logs.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
