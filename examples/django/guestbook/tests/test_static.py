import re
from http import HTTPStatus

from .collected import CollectedTestCase


class StaticFilesTest(CollectedTestCase):
    def test_answers_404_for_a_file_there_is_not(self):
        self.assertEqual(self.client.get("/static/guestbook/none.css").status_code, HTTPStatus.NOT_FOUND)

    def test_serves_the_style_sheet_by_a_hashed_name_to_be_kept_for_ever(self):
        response = self.style_sheet()
        self.assertEqual(response["Content-Type"], 'text/css; charset="utf-8"')
        self.assertEqual(response["Cache-Control"], "max-age=315360000, public, immutable")

    def test_names_the_drawing_in_the_style_sheet_by_its_hash_too(self):
        style = self.style_sheet().getvalue().decode()
        drawing = self.named_in_page("quill", "svg").rsplit("/", 1)[1]
        self.assertIn(f'url("{drawing}")', style)

    def style_sheet(self):
        response = self.client.get(self.named_in_page("style", "css"))
        self.addCleanup(response.close)
        return response

    def named_in_page(self, stem, ending):
        """The path of a static file as the page names it."""
        page = self.client.get("/").content.decode()
        return re.search(rf'"(/static/guestbook/{stem}\.[0-9a-f]{{12}}\.{ending})"', page)[1]
