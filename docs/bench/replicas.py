"""Replicas of the api for benchmarks and trials: started, stopped in their tracks, asked, and taken down again."""
import glob
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OWNER = {"email": "owner@example.com", "password": "correct horse battery 9"}


def java():
    """The newest JDK, as the launcher finds it."""
    said = subprocess.run([f"{ROOT}/keyturn", "--version"], capture_output=True, text=True).stdout
    home = said[said.index("(") + 1 : said.index(")")]
    return f"{home}/bin/java"


def server_jar():
    """The launcher builds it where it is missing."""
    subprocess.run([f"{ROOT}/keyturn", "server", "--help"], check=True, stdout=subprocess.DEVNULL)
    jars = glob.glob(f"{ROOT}/api/server/target/keyturn-api-server-*.jar")
    return next(jar for jar in jars if not jar.endswith("-tests.jar"))


def faketime():
    """The library of Debian's package, to be loaded before others; the command would stand between us and the process."""
    return next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)


def run_java(source, *arguments):
    """Runs a source file of docs/bench/verify with the server's classes."""
    jar = server_jar()
    subprocess.run(
        [java(), "-cp", f"{jar}:{os.path.dirname(jar)}/lib/*", f"{HERE}/verify/{source}", *map(str, arguments)],
        check=True)


def call(port, method, path, body=None, headers=None, timeout=30):
    """Status, headers and JSON of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        data = answer.read()
        return answer.status, answer.headers, json.loads(data) if data else None
    finally:
        connection.close()


class Replica:
    """A server process; the first of a set brings PostgreSQL along, the others share its data folder's."""

    def __init__(self, data, first=None, clock=None, port=0, options=()):
        self.data = data
        command = [java(), *options, "-jar", server_jar(), "--port", str(port), "--data", data]
        environment = {**os.environ, "KEYTURN_ADMIN_EMAIL": OWNER["email"],
                       "KEYTURN_ADMIN_PASSWORD": OWNER["password"]}
        if first:
            command += ["--secrets", f"{first.data}/secrets.json", "--database-url", f"@{first.data}/database-url"]
        if clock:
            environment |= {"LD_PRELOAD": faketime(), "FAKETIME": clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                            "DONT_FAKE_MONOTONIC": "1"}
        started = time.monotonic()
        os.makedirs(data, mode=0o700, exist_ok=True)
        self.out = open(f"{data}/../{os.path.basename(data)}.log", "w+")
        self.process = subprocess.Popen(command, stdout=self.out, stderr=subprocess.STDOUT, env=environment)
        try:
            self.port = self.await_port()
        except BaseException:
            self.process.kill()
            raise
        self.ready_after = time.monotonic() - started
        self.frozen = False

    def await_port(self):
        words = "Keyturn is ready: http://127.0.0.1:"
        while True:
            with open(self.out.name) as log:
                text = log.read()
            if words in text:
                return int(text.split(words, 1)[1].split()[0])
            if self.process.poll() is not None:
                sys.exit(f"a replica did not start:\n{text}")
            time.sleep(0.01)

    def sign_in(self):
        _, _, tokens = call(self.port, "POST", "/v1/sessions", OWNER)
        return {"Authorization": f"Bearer {tokens['accessToken']}"}

    def resident(self):
        """Megabytes."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))

    def freeze(self):
        self.frozen = True
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)
        self.frozen = False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.thaw()
            self.process.terminate()
            self.process.wait(60)
        self.out.close()


class Folder:
    """A folder that is gone afterwards, and with it everything that was started in it."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="keyturn-bench-")
        self.replicas = []
        return self

    def replica(self, name, **options):
        replica = Replica(f"{self.path}/{name}", **options)
        self.replicas.append(replica)
        return replica

    def __exit__(self, *failure):
        for replica in reversed(self.replicas):
            replica.stop()
        shutil.rmtree(self.path, ignore_errors=True)
