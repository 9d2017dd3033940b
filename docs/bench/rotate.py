#!/usr/bin/env python3
"""Rotations a second, beside the rate at which the same Vault answers the same three requests alone.

    rotate.py [--keys 2000] [--rotators 2] [--seconds 60]

Everything is on this machine: a Vault (bao, in memory), the api with its PostgreSQL, and rotators. So many keys become
managed and are due at once; the time from the first that is brought to OBSERVING to the last is taken, or to the end of
so many seconds. The limit is wrk's rate of a read of metadata, a write and a read of data. wrk and bao are needed;
KEYTURN names the launcher.
"""

import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
KEYTURN = os.environ.get("KEYTURN", str(HERE.parent.parent / "keyturn"))
LUA = """
local n, paths = 0, {"metadata", "data", "data"}
local body = '{"data":{"api_key":"a value as long as a key is, more or less, and no key","key_id":"an id"}}'
request = function()
  local step, place = n % 3, math.floor(n / 3) % 2000
  n = n + 1
  local path = "/v1/secret/" .. paths[step + 1] .. "/keyturn/limit/service-" .. place
  if step == 1 then return wrk.format("POST", path, nil, body) end
  return wrk.format("GET", path)
end
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def call(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            sys.exit(f"{method} {path}: HTTP {answer.status}")
        return content
    finally:
        connection.close()


class Stage:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="keyturn-rotate."))
        self.processes = []

    def begin(self, name, command, environment=None):
        log = open(self.folder / f"{name}.log", "wb")
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def await_line(self, name, text, seconds=180):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if text in (self.folder / f"{name}.log").read_text(errors="replace"):
                return
            time.sleep(0.1)
        sys.exit(f"{name} did not say '{text}': see {self.folder}")

    def end(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def vault(stage):
    bao = subprocess.run(["sh", str(HERE.parent / "demo" / "openbao.sh")], capture_output=True, text=True, check=True)
    port, token = free_port(), secrets.token_hex(16)
    stage.begin(
        "vault",
        [bao.stdout.strip(), "server", "-dev", "-dev-no-store-token", f"-dev-listen-address=127.0.0.1:{port}"],
        {"BAO_DEV_ROOT_TOKEN_ID": token, "HOME": str(stage.folder)},
    )
    stage.await_line("vault", "Development mode", 60)
    file = stage.folder / "vault.token"
    file.touch(0o600)
    file.write_text(token)
    return port, token


def limit(stage, port, token):
    (stage.folder / "limit.lua").write_text(LUA + f'wrk.headers["X-Vault-Token"] = "{token}"\n')
    for seconds in (2, 5):
        run = subprocess.run(
            ["wrk", "-t1", "-c16", f"-d{seconds}", "-s", str(stage.folder / "limit.lua"), f"http://127.0.0.1:{port}"],
            capture_output=True,
            text=True,
            check=True,
        )
    rate = next(line.split()[1] for line in run.stdout.splitlines() if "Requests/sec" in line)
    return float(rate) / 3


def api(stage):
    port, password = free_port(), secrets.token_hex(12)
    environment = {"KEYTURN_ADMIN_EMAIL": "ada@example.org", "KEYTURN_ADMIN_PASSWORD": password}
    stage.begin("api", [KEYTURN, "server", "--port", str(port), "--data", str(stage.folder / "data")], environment)
    stage.await_line("api", "Keyturn is ready")
    session = json.loads(
        call(port, "POST", "/v1/sessions", {"email": "ada@example.org", "password": password})
    )["accessToken"]
    person = {"Authorization": "Bearer " + session}
    own = {
        "name": "Rotator",
        "environment": "dev",
        "scopes": ["keys:roll", "usage:read", "events:read", "rotations:write"],
    }
    file = stage.folder / "rotator.key"
    file.touch(0o600)
    file.write_text(json.loads(call(port, "POST", "/v1/keys", own, person))["key"])
    return port, person


def create(port, person, keys):
    def one(number):
        call(port, "POST", "/v1/keys", {"name": f"service-{number}", "environment": "dev", "managed": True}, person)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(keys)))


def rotator(stage, number, api_port, vault_port):
    port = free_port()
    file = stage.folder / f"rotator-{number}.yaml"
    file.write_text(
        f"""
api:
  url: http://127.0.0.1:{api_port}
  key-file: rotator.key
database-url: "@data/database-url"
management-port: {port}
environments:
  - name: dev
    vault:
      address: http://127.0.0.1:{vault_port}
      token-file: vault.token
"""
    )
    stage.begin(f"rotator-{number}", [KEYTURN, "rotator", "--config", str(file)])
    return port


def activated(ports):
    total = 0.0
    for port in ports:
        try:
            text = call(port, "GET", "/actuator/prometheus").decode()
        except OSError:
            continue
        total += sum(
            float(line.rsplit(" ", 1)[1])
            for line in text.splitlines()
            if line.startswith("keyturn_rotation_transitions_total") and 'transition="ACTIVATE"' in line
        )
    return total


def measure(ports, keys, seconds):
    """How many came to OBSERVING, and how many a second from the first on."""
    first = None
    began = time.monotonic()
    while True:
        done = activated(ports)
        now = time.monotonic()
        if first is None and done > 0:
            first = (now, done)
            print(f"first rotations seen after {now - began:.1f} s", flush=True)
        if first is not None and (done >= keys or now - first[0] > seconds):
            return done, (done - first[1]) / max(now - first[0], 1e-3)
        if now - began > 120 + seconds:
            sys.exit(f"no rotation came to OBSERVING within {120 + seconds} s")
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--rotators", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    stage = Stage()
    try:
        print(f"load before: {os.getloadavg()[0]:.1f}")
        vault_port, token = vault(stage)
        alone = limit(stage, vault_port, token)
        print(f"limit: {alone:.0f} times three Vault requests a second", flush=True)
        api_port, person = api(stage)
        began = time.monotonic()
        create(api_port, person, options.keys)
        print(f"{options.keys} keys issued in {time.monotonic() - began:.1f} s", flush=True)
        ports = [rotator(stage, number, api_port, vault_port) for number in range(options.rotators)]
        done, rate = measure(ports, options.keys, options.seconds)
        print(f"{done:.0f} of {options.keys} keys, {options.rotators} rotators: {rate:.0f} rotations a second")
        print(f"of the limit: {100 * rate / alone:.0f} % (goal 25)")
        print(f"load after: {os.getloadavg()[0]:.1f}")
    finally:
        stage.end()


if __name__ == "__main__":
    main()
