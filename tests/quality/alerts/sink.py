"""A web server on loopback that keeps what is posted to it, and can refuse it."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Sink:
    """`got`: the posted JSON objects; `status`: what is answered; `on_post`: called while the sender waits."""

    def __init__(self):
        self.got, self.status, self.on_post = [], 200, lambda: None
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                sink.on_post()
                if sink.status == 200:
                    sink.got.append(body)
                self.answer(sink.status)

            def do_GET(self):
                self.answer(200)  # a login page, where a redirect leads to

            def answer(self, status):
                self.send_response(status)
                if status // 100 == 3:
                    self.send_header("Location", "/login")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        """End it."""
        self._server.shutdown()
        self._server.server_close()
