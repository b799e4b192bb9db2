from http import HTTPStatus

from django.db import connection
from django.test import override_settings

from .collected import CollectedTestCase

PROBE = {"host": "127.0.0.1:8080"}  # as the readiness probe says it


class HealthTest(CollectedTestCase):
    @override_settings(RELEASE_ID="r-7")
    def test_is_unavailable_when_the_data_cannot_be_read(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE guestbook_entry RENAME TO gone")
        with self.assertLogs("guestbook.views", "ERROR") as logs:
            response = self.client.get("/health", headers=PROBE)
        self.assertIn("no such table: guestbook_entry", logs.output[0])
        self.assertEqual(response.status_code, HTTPStatus.SERVICE_UNAVAILABLE)
        self.assertEqual(response.json(), {"status": "unavailable", "version": "r-7"})

    @override_settings(RELEASE_ID="r-7")
    def test_is_ok_for_the_probe_with_one_query_and_is_never_cached(self):
        with self.assertNumQueries(1):
            response = self.client.get("/health", headers=PROBE)
        self.assertEqual(response.status_code, HTTPStatus.OK)
        self.assertEqual(response.json(), {"status": "ok", "version": "r-7"})
        self.assertIn("no-store", response["Cache-Control"])

    def test_refuses_to_be_posted_to(self):
        self.assertEqual(self.client.post("/health").status_code, HTTPStatus.METHOD_NOT_ALLOWED)

    @override_settings(RELEASE_ID="r-7")
    def test_says_its_release_without_touching_the_data(self):
        with self.assertNumQueries(0):
            response = self.client.get("/version", headers=PROBE)
        self.assertEqual(response.json(), {"version": "r-7"})
