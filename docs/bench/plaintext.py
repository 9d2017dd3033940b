#!/usr/bin/env python3
"""What plaintext is left after use: in the database, its log of changes, the server's log, and the server's heap.

    python3 docs/bench/plaintext.py

Issues, rolls, presents, revokes and reports keys, signs people in, changes a password, sets up a second factor, a
webhook and a source of leaks; then has other requests go over the same connections, dumps the live objects of the
server's heap, stops it, and looks through the dump and every file of its data folder and log for each of these secrets,
as bytes and as UTF-16. Exit code 1 if one is found. The first owner's password is left out: it was given in a variable of
the process, and is in its environment as long as it lives.
"""
import base64
import hashlib
import hmac
import os
import struct
import subprocess
import sys
import time

import replicas as bench

KEYS = 40
OTHERS = 100


class Use:
    """Everything secret that went through a server, by kind."""

    def __init__(self, server):
        self.server = server
        self.secrets = {}
        self.owner = server.sign_in()
        self.keep("access token", self.owner["Authorization"].split()[1])

    def keep(self, kind, secret):
        self.secrets.setdefault(kind, []).append(secret)
        return secret

    def call(self, method, path, body=None, headers=None):
        status, _, answer = bench.call(self.server.port, method, path, body, headers or self.owner)
        if status >= 400:
            sys.exit(f"{method} {path}: {status}")
        return answer

    def keys(self):
        for number in range(KEYS):
            key = self.call("POST", "/v1/keys", {"name": f"Key {number}", "environment": "prd", "managed": number % 2 == 0})
            text = self.keep("key", key["key"])
            bench.call(self.server.port, "GET", "/v1/verify", headers={"Authorization": f"ApiKey {text}"})
            bench.call(self.server.port, "POST", "/v1/verifications", {"key": text, "userAgent": "x"}, self.owner)
            if number % 4 == 0:
                self.keep("key", self.call("POST", f"/v1/keys/{key['id']}/roll", {"graceSeconds": 60})["key"])
            elif number % 4 == 1:
                self.call("DELETE", f"/v1/keys/{key['id']}")
            elif number % 4 == 2:
                bench.call(self.server.port, "POST", "/v1/revocations", {"keys": [text]})

    def people(self):
        invitation = self.call("POST", "/v1/people/invitations", {"email": "a@example.com", "role": "developer"})
        token = self.keep("one-time token", invitation["token"])
        first = self.keep("password", "first password of somebody 1")
        second = self.keep("password", "second password of somebody 2")
        bench.call(self.server.port, "POST", "/v1/invitations/accept", {"token": token, "password": first})
        _, _, session = bench.call(self.server.port, "POST", "/v1/sessions", {"email": "a@example.com", "password": first})
        self.keep("refresh token", session["refreshToken"])
        person = {"Authorization": "Bearer " + self.keep("access token", session["accessToken"])}
        self.call("PUT", "/v1/me/password", {"current": first, "password": second}, person)
        secret = self.keep("second factor", self.call("POST", "/v1/me/second-factor", headers=person)["secret"])
        for code in self.call("POST", "/v1/me/second-factor/confirm", {"code": totp(secret)}, person)["codes"]:
            self.keep("recovery code", code)

    def others(self):
        hook = self.call("POST", "/v1/webhooks", {"url": "https://93.184.215.14/hook"})
        self.keep("webhook secret", hook["secret"])
        source = self.call("POST", "/v1/leak-sources", {"kind": "github", "name": "Ours"})
        self.keep("source's secret", source["secret"])
        decoy = self.call("POST", "/v1/honeykeys", {"name": "Decoy", "environment": "prd"})
        for word in str(decoy["plantings"]).replace("\\n", " ").replace("'", " ").replace('"', " ").replace("=", " ").split():
            if word.startswith("sk_"):
                self.keep("honeykey", word)

    def go_on(self):
        """Requests longer than any before, so that no buffer of a connection still holds what was sent earlier."""
        others = self.server.sign_in()
        for _ in range(OTHERS):
            bench.call(self.server.port, "GET", "/v1/verify", headers={"Authorization": "ApiKey " + "x" * 4_000})
            bench.call(self.server.port, "POST", "/v1/keys", {"name": "x" * 6_000, "environment": "none"}, others)
            bench.call(self.server.port, "GET", "/v1/keys", headers=others)
        time.sleep(3)


def totp(secret):
    counter = struct.pack(">Q", int(time.time()) // 30)
    mac = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def found(secrets, data):
    """How many of the secrets of each kind stand in some bytes."""
    return {kind: sum(text.encode() in data or text.encode("utf-16-le") in data for text in texts)
            for kind, texts in secrets.items()}


def look(secrets, path, total):
    with open(path, "rb") as file:
        for kind, count in found(secrets, file.read()).items():
            total[kind] = total.get(kind, 0) + count


def main():
    with bench.Folder() as folder:
        server = folder.replica("a", options=("-Xmx256m", "-XX:+UseSerialGC"))
        use = Use(server)
        use.keys()
        use.people()
        use.others()
        use.go_on()
        heap = f"{folder.path}/heap.hprof"
        jcmd = os.path.join(os.path.dirname(bench.java()), "jcmd")
        subprocess.run([jcmd, str(server.process.pid), "GC.heap_dump", heap], check=True, stdout=subprocess.DEVNULL)
        server.stop()

        disk, memory = {}, {}
        for place, _, names in os.walk(server.data):
            for name in names:
                look(use.secrets, os.path.join(place, name), disk)
        look(use.secrets, server.out.name, disk)
        look(use.secrets, heap, memory)
        print(f"heap dump: {os.path.getsize(heap) >> 20} MB")
        print("\n| secret | used | files: database, its log, the server's log | heap |\n| --- | --- | --- | --- |")
        for kind, texts in use.secrets.items():
            print(f"| {kind} | {len(texts)} | {disk[kind]} | {memory[kind]} |")
        sys.exit(1 if sum(disk.values()) + sum(memory.values()) else 0)


if __name__ == "__main__":
    main()
