#!/usr/bin/env python3
"""Stands in for nginx where there is none: what docs/sample/nginx.conf does, for the sample service's two calls.

    gateway.py PORT SERVICE API...        each address as HOST:PORT; replicas of the api are asked in turn
"""

import http.client
import http.server
import json
import sys

SCOPES = {"/v1/events": "events:write", "/v1/memberships/": "memberships:read"}
ANSWERS = {401: "The API key is missing, refused, or not for this call."}


class Gateway(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service, apis = "", []

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        scope = next((scope for path, scope in SCOPES.items() if self.path.startswith(path)), None)
        if scope is None:
            return self.answer(404, [], b"")
        status, headers = self.ask(scope)
        if status != 200:
            return self.refuse(status if status in (401, 429) else 503, headers)
        passed = {name: value for name, value in self.headers.items() if not self.is_ours(name)}
        for name in ("X-Keyturn-Key-Id", "X-Keyturn-Tenant", "X-Keyturn-Environment"):
            passed[name] = headers.get(name, "")
        status, headers, content = exchange(self.service, self.command, self.path, passed, body)
        self.answer(status, [("Content-Type", headers.get("Content-Type", "application/json"))], content)

    do_GET = do_POST = handle_request

    @staticmethod
    def is_ours(name):
        return name.lower() in (
            "authorization", "host", "connection", "content-length",
            "x-keyturn-key-id", "x-keyturn-tenant", "x-keyturn-environment")

    def ask(self, scope):
        """The api's status and headers; one replica that does not answer is passed over."""
        wanted = ("authorization", "user-agent", "x-keyturn-consumer")
        asked = {name: value for name, value in self.headers.items() if name.lower() in wanted}
        asked["X-Forwarded-For"] = self.client_address[0]
        asked["X-Forwarded-Method"] = self.command
        asked["X-Forwarded-Uri"] = self.path
        for api in self.apis:
            try:
                path = f"/v1/verify?environment=prd&scope={scope}"
                return exchange(api, "GET", path, asked, None)[:2]
            except OSError:
                continue
        return 503, {}

    def refuse(self, status, headers):
        passed = [(name, headers[name]) for name in ("WWW-Authenticate", "Retry-After") if headers.get(name)]
        detail = ANSWERS.get(status, "The key could not be checked.")
        content = json.dumps({"status": status, "detail": detail}).encode()
        self.answer(status, passed + [("Content-Type", "application/problem+json")], content)

    def answer(self, status, headers, content):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *unused):
        pass


def exchange(address, method, path, headers, body):
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


if __name__ == "__main__":
    Gateway.service, Gateway.apis = sys.argv[2], sys.argv[3:]
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Gateway).serve_forever()
