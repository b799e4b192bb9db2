import os
import subprocess
import sys

from django.conf import settings
from django.test import SimpleTestCase


def setting(name, **environment):
    """A setting as a fresh server process would have it, with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings; print(settings.{name})"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )


class SettingsTest(SimpleTestCase):
    def test_will_not_serve_without_a_secret(self):
        run = setting("DEBUG", SECRET_KEY="")
        self.assertEqual(run.returncode, 1)
        self.assertIn("ImproperlyConfigured: SECRET_KEY: must be set in the environment", run.stderr)

    def test_answers_only_the_probe_and_hides_errors_unless_told_otherwise(self):
        self.assertEqual(setting("ALLOWED_HOSTS, settings.DEBUG", SECRET_KEY="s").stdout, "['127.0.0.1'] False\n")

    def test_reads_comma_lists_and_the_data_folder_from_the_environment(self):
        run = setting(
            "ALLOWED_HOSTS, settings.DATABASES['default']['NAME']",
            SECRET_KEY="s",
            ALLOWED_HOSTS="a.example, b.example,",
            DATA_DIR="/srv/data",
        )
        self.assertEqual(run.stdout, "['127.0.0.1', 'a.example', 'b.example'] /srv/data/guestbook.sqlite3\n")
