from http import HTTPStatus

from django.test import Client, override_settings

from guestbook.models import Entry
from guestbook.views import NEWEST

from .collected import CollectedTestCase


class GuestbookPageTest(CollectedTestCase):
    def test_shows_an_invalid_post_again_with_its_errors_and_stores_nothing(self):
        response = self.client.post("/", {"name": "Ada", "message": ""})
        self.assertContains(response, "Please write something.")
        self.assertContains(response, 'value="Ada"')
        self.assertEqual(Entry.objects.count(), 0)

    def test_refuses_a_post_without_the_csrf_token(self):
        response = Client(enforce_csrf_checks=True).post("/", {"name": "Ada", "message": "hello"})
        self.assertEqual(response.status_code, HTTPStatus.FORBIDDEN)
        self.assertEqual(Entry.objects.count(), 0)

    def test_refuses_a_post_from_a_page_of_another_site(self):
        self.assertEqual(self.post_from("https://elsewhere.example").status_code, HTTPStatus.FORBIDDEN)

    @override_settings(CSRF_TRUSTED_ORIGINS=["https://elsewhere.example"])
    def test_takes_a_post_from_a_page_of_a_trusted_site(self):
        self.assertRedirects(self.post_from("https://elsewhere.example"), "/")

    def test_refuses_a_host_name_it_was_not_told_of(self):
        with self.assertLogs("django.security.DisallowedHost", "ERROR"):
            response = self.client.get("/", headers={"host": "elsewhere.example"})
        self.assertEqual(response.status_code, HTTPStatus.BAD_REQUEST)

    def test_stores_a_valid_post_redirects_and_shows_the_entry(self):
        response = self.client.post("/", {"name": "Ada", "message": "hello\nthere"}, follow=True)
        self.assertRedirects(response, "/")
        self.assertContains(response, "<p>hello<br>there</p>", html=True)

    def test_shows_markup_in_a_message_as_text(self):
        Entry.objects.create(name="Eve", message="<script>alert(1)</script>")
        self.assertContains(self.client.get("/"), "&lt;script&gt;alert(1)&lt;/script&gt;")

    def test_says_so_when_there_are_no_entries(self):
        self.assertContains(self.client.get("/"), "Nobody has signed yet.")

    def test_shows_only_the_newest_entries_however_many_there_are(self):
        Entry.objects.bulk_create(Entry(name="Ada", message="hello") for _ in range(NEWEST + 1))
        self.assertContains(self.client.get("/"), "<li>", count=NEWEST)

    def post_from(self, origin):
        """A post with a good token over HTTPS, as a gateway passes it on, sent by a page of `origin`."""
        client = Client(enforce_csrf_checks=True, headers={"x-forwarded-proto": "https", "origin": origin})
        token = client.get("/").context["csrf_token"]
        return client.post("/", {"name": "Ada", "message": "hello", "csrfmiddlewaretoken": str(token)})
