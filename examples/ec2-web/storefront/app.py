"""A storefront: one page of articles, a health path and a version path. Python's standard library, nothing else.

HOST and PORT say where it listens (127.0.0.1 and 8080). Its release id stands in the file RELEASE beside it, written
when it was installed.
"""
import html
import json
import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def release_id(folder=FOLDER):
    """The release this copy was installed with; "unreleased" when nobody has installed it."""
    file = folder / "RELEASE"
    return file.read_text(encoding="utf-8").strip() if file.exists() else "unreleased"


def page(articles, release):
    rows = "".join(
        f"<li><b>{html.escape(article['name'])}</b> {html.escape(article['text'])}"
        f" <i>{article['cents'] / 100:.2f}</i></li>"
        for article in articles
    )
    text = (FOLDER / "page.html").read_text(encoding="utf-8")
    return text.replace("{articles}", rows).replace("{release}", html.escape(release))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Longer than the 60 s after which a load balancer closes an idle connection: it must be the first to do so.
    timeout = 75
    server_version = "storefront"
    # Read once: when the next release is copied over this one, this process is still the old one.
    release = release_id()

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/health":
            self.answer(200, "application/json", json.dumps({"status": "ok", "version": self.release}))
        elif path == "/version":
            # The id and nothing else: a release moves users only when every answer is its own.
            self.answer(200, "text/plain; charset=utf-8", f"{self.release}\n")
        elif path == "/":
            articles = json.loads((FOLDER / "articles.json").read_text(encoding="utf-8"))
            self.answer(200, "text/html; charset=utf-8", page(articles, self.release))
        else:
            self.answer(404, "text/plain; charset=utf-8", "There is no such page.\n")

    do_HEAD = do_GET

    def log_request(self, *what):
        # The load balancer asks for the health every few seconds, for ever.
        if self.path != "/health":
            super().log_request(*what)

    def answer(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def serve(host, port):
    """Until SIGTERM."""
    with ThreadingHTTPServer((host, port), Handler) as server:
        # From another thread, as shutdown waits for the loop it is called in.
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        server.serve_forever()


if __name__ == "__main__":
    serve(os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8080")))
