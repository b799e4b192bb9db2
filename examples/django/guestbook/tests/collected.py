"""A test case that has the static files collected, as packaging does: without them no page can name its style sheet."""

import tempfile

from django.core.management import call_command
from django.test import TestCase, override_settings


class CollectedTestCase(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(STATIC_ROOT=folder))
        call_command("collectstatic", interactive=False, verbosity=0)
