"""The project's settings. What a stage may change comes from the environment, so that one package serves every stage:

SECRET_KEY             required wherever requests are served or data is changed
ALLOWED_HOSTS          host names the service answers to, separated by commas
CSRF_TRUSTED_ORIGINS   origins whose forms are accepted besides its own, with scheme, separated by commas
DATA_DIR               folder of the SQLite file; default that of temporary files: /tmp, the only writable one on Lambda
RELEASE_ID             what /version and /health report; default "unreleased"
DEBUG                  "1" shows errors in the browser; off by default
"""

import os
import sys
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent


def secret_key():
    """The service's secret; a throwaway one for the commands that sign nothing which outlives them."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        return given
    if sys.argv[1:2] in (["collectstatic"], ["makemigrations"], ["test"]):
        return get_random_secret_key()
    raise ImproperlyConfigured("SECRET_KEY: must be set in the environment, got nothing; give the service a secret")


def names(variable):
    """The items of a comma list in the environment."""
    return [name for item in os.environ.get(variable, "").split(",") if (name := item.strip())]


DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = secret_key()
RELEASE_ID = os.environ.get("RELEASE_ID") or "unreleased"

# The readiness probe comes from the same machine and says so in its Host header; no gateway routes that name.
ALLOWED_HOSTS = ["127.0.0.1", *names("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS")
CSRF_COOKIE_SECURE = not DEBUG
# API Gateway takes HTTPS only and says so in this header; the server behind it speaks plain HTTP.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = ["django.contrib.staticfiles", "guestbook"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ.get("DATA_DIR") or tempfile.gettempdir()) / "guestbook.sqlite3",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Filled once, when the service is packaged; names carry a hash, so browsers may keep the files for ever.
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

# Without this Django would mail its errors to nobody; the standard error stream is what Lambda keeps.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
