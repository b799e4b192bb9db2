"""The storefront's own tests: python3 -m unittest discover tests"""
import json
import sys
import tempfile
import threading
import unittest
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "storefront"))
import app  # noqa: E402


class Storefront(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        class Quiet(app.Handler):
            def log_message(self, *_):
                pass

        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def get(self, path, method="GET"):
        connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=5)
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body

    def test_says_that_a_page_is_not_there(self):
        response, body = self.get("/missing")
        self.assertEqual((response.status, body), (404, "There is no such page.\n"))

    def test_is_healthy(self):
        response, body = self.get("/health?probe=1")
        self.assertEqual((response.status, json.loads(body)), (200, {"status": "ok", "version": "unreleased"}))

    def test_says_its_version(self):
        response, body = self.get("/version")
        self.assertEqual(response.getheader("Content-Type"), "text/plain; charset=utf-8")
        self.assertEqual(body, "unreleased\n")

    def test_shows_the_articles_with_names_escaped(self):
        response, body = self.get("/")
        self.assertEqual(response.getheader("Content-Type"), "text/html; charset=utf-8")
        self.assertIn("<b>Cup &amp; saucer</b> Holds one. <i>6.40</i>", body)
        self.assertIn("Release unreleased", body)

    def test_answers_a_head_without_a_body(self):
        response, body = self.get("/", method="HEAD")
        self.assertEqual((response.status, body), (200, ""))
        self.assertGreater(int(response.getheader("Content-Length")), 0)

    def test_reads_its_release_from_the_file_beside_it(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "RELEASE").write_text("r-7\n")
            self.assertEqual(app.release_id(Path(folder)), "r-7")


if __name__ == "__main__":
    unittest.main()
