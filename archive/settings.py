"""Settings of the archive: one file, read from the environment, refusing at start what cannot work.

The README lists every variable. `ARCHIVE_ENV` is `development` (the default), `test` or `production`; production
accepts no default for anything that keeps the archive safe.
"""

from pathlib import Path

from archive import databases, env, media
from archive.local_postgres import LocalPostgres

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE_ENV = env.choice("ARCHIVE_ENV", ["development", "test", "production"], "development")
IS_PRODUCTION = ARCHIVE_ENV == "production"
ARCHIVE_VAR = Path(env.text("ARCHIVE_VAR", str(ROOT / "var"))).expanduser().absolute()

# --- safety ---------------------------------------------------------------------------------------------------------

DEVELOPMENT_KEY = "for development and tests only: production refuses this key"
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", DEVELOPMENT_KEY)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
if IS_PRODUCTION:
    if DEBUG:
        raise env.EnvError("DEBUG is on in production, where it shows settings and data to strangers. Unset it.")
    if SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50:
        raise env.EnvError(
            "SECRET_KEY is the default or shorter than 50 characters. Make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if not env.names("ALLOWED_HOSTS"):
        raise env.EnvError("ALLOWED_HOSTS is not set. Give the host names that the archive answers to, with commas.")

PUBLIC_URL = env.base_url("ARCHIVE_PUBLIC_URL", "http://127.0.0.1:8000")
if IS_PRODUCTION:
    env.required("ARCHIVE_PUBLIC_URL", "Give the address that readers use: the API's links begin with it.")
SECURE = IS_PRODUCTION and PUBLIC_URL.startswith("https://")
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("ARCHIVE_BEHIND_PROXY", False) else None
LOGIN_REDIRECT_URL = "admin:index"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
X_FRAME_OPTIONS = "DENY"

# --- database -------------------------------------------------------------------------------------------------------

# Settings only say where the local server would be; `localdb`, `demo` and the tests start it.
LOCAL_POSTGRES = None if env.text("DATABASE_URL") else LocalPostgres(ARCHIVE_VAR / "postgres")
if IS_PRODUCTION:
    env.required("DATABASE_URL", "The private local server is for development and tests only.")
DATABASE_URL = LOCAL_POSTGRES.url if LOCAL_POSTGRES else env.text("DATABASE_URL")
_owner = databases.from_url("DATABASE_URL", DATABASE_URL)
DATABASE_PUBLIC_URL = env.text("DATABASE_PUBLIC_URL")
_public = (
    databases.from_url("DATABASE_PUBLIC_URL", DATABASE_PUBLIC_URL)
    if DATABASE_PUBLIC_URL
    else databases.as_public(_owner, SECRET_KEY)
)
DATABASES = {"default": _owner, "public": _public}
DATABASE_ROUTERS = ["archive.routers.PublicIsReadOnly"]
if ARCHIVE_ENV != "test":
    # A pool would keep connections open that stand in the way of dropping the test database.
    _public["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.whole_number("ARCHIVE_DB_POOL", 16, least=1)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- applications ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_prose_editor",
    "series",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "archive.csp.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- words, files, answers ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
# Only production collects static files; elsewhere they are served from where they lie.
STATIC_ROOT = ARCHIVE_VAR / "static" if IS_PRODUCTION else None
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
MEDIA_URL = "/media/"
MEDIA_ROOT = ARCHIVE_VAR / "media"
STORAGES = {
    "default": media.storage(),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A picture of the library may be up to 40 MB; a pasted body document up to 5 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Link"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "series.api.problems.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "The series archive",
    "DESCRIPTION": "Read access to journalistic series: articles, series, neighbours, pictures and search.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVERS": [{"url": PUBLIC_URL}],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": ["series.api.v1.schema.without_inner_links"],
}

LOG_LEVEL = env.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": LOG_LEVEL,
    },
}

# --- the admin's look -----------------------------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": "The series archive",
    "SITE_HEADER": "The series archive",
    "SITE_SUBHEADER": "Editors’ desk",
    "SITE_SYMBOL": "collections_bookmark",
    "SITE_URL": "/api/v1/docs/",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "series.admin.navigation.favicon"}],
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "series.admin.navigation.dashboard",
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "series.admin.navigation.sidebar",
    },
}
