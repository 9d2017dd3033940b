"""Verification beside its limit and beside others, on this machine, in one run.

    python3 docs/bench/verify [--keys 100000] [--million] [--seconds 8] [--peers DIR]

Prints rates of GET /v1/verify over that many live keys in turn (hashing, scope, environment, network rule and recording
of uses on), of the JDK's bare HTTP server with the same requests, of OpenBao's token look-up and of better-auth; latency at
80 % of the rate from an open loop; a revocation's duration on two replicas; start-up; with --million the memory and
start-up of a million keys. Needs wrk; node and npm for better-auth.
"""
import argparse
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import replicas as bench  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
QUESTION = "/v1/verify?environment=prd&scope=events:write"
WARM_UP = 100


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def head(*cells):
    print()
    row(*cells)
    row(*["---"] * len(cells))


def load():
    return f"load average {os.getloadavg()[0]:.2f}"


def wrk(port, seconds, keys=None, path=QUESTION, header=None, refused=False):
    """Rate and p99 of wrk -t1 -c32; with a file of keys, one after the other."""
    command = ["wrk", "-t1", "-c32", f"-d{seconds}", "--latency"]
    if header:
        command += ["-H", header]
    if keys:
        command += ["-s", f"{HERE}/keys.lua", f"http://127.0.0.1:{port}", "--", keys, path]
    else:
        command += [f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if ("Non-2xx" in said) != refused:
        sys.exit(f"requests failed:\n{said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), re.search(r"99%\s+(\S+)", said)[1]


def bare(seconds, keys):
    process = subprocess.Popen([bench.java(), f"{HERE}/BareServer.java"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(process.stdout.readline())
        wrk(port, 4, keys)
        return wrk(port, seconds, keys)
    finally:
        process.kill()


def openbao(seconds):
    program = subprocess.run(["sh", f"{bench.ROOT}/docs/demo/openbao.sh"], capture_output=True, text=True).stdout.strip()
    if not program:
        return None
    process = subprocess.Popen(
        [program, "server", "-dev", "-dev-root-token-id=bench", "-dev-listen-address=127.0.0.1:18200", "-dev-no-store-token"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)
        path, header = "/v1/auth/token/lookup-self", "X-Vault-Token: bench"
        wrk(18200, 3, path=path, header=header)
        return wrk(18200, seconds, path=path, header=header)
    finally:
        process.kill()


def better_auth(seconds, folder):
    """Installed by the script where a registry carries it; its memory adapter, one key."""
    os.makedirs(folder, exist_ok=True)
    if not os.path.isdir(f"{folder}/node_modules/better-auth"):
        subprocess.run(["npm", "install", "--silent", "--legacy-peer-deps", "--ignore-scripts",
                        "better-auth@1.7.5", "@better-auth/api-key@1.7.5"], cwd=folder, check=True)
    with open(f"{HERE}/better-auth.mjs") as source, open(f"{folder}/better-auth.mjs", "w") as copy:
        copy.write(source.read())
    process = subprocess.Popen(["node", "better-auth.mjs"], cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        port, key = process.stdout.readline().split()
        header = f"Authorization: ApiKey {key}"
        wrk(port, 3, path="/", header=header)
        return wrk(port, seconds, path="/", header=header)
    finally:
        process.kill()


def unknown_keys(folder):
    """A file of keys of our format that nobody issued."""
    path = f"{folder}/unknown"
    with open(path, "w") as out:
        for _ in range(20):
            subprocess.run([f"{bench.ROOT}/keyturn", "key", "generate", "--environment", "prd"], stdout=out,
                           stderr=subprocess.DEVNULL, check=True)
    return path


def open_loop(port, keys, rate, seconds):
    said = subprocess.run(
        [bench.java(), f"{HERE}/OpenLoop.java", str(port), QUESTION, keys, str(int(rate)), str(seconds), "32"],
        capture_output=True, text=True)
    if said.returncode:
        sys.exit(said.stderr)
    return [int(number) for number in said.stdout.split()]


def revocations(folder, first, count):
    """Durations in ms of revocations one after the other, acknowledged by two replicas."""
    folder.replica("second", first=first)
    owner = first.sign_in()
    durations = []
    for number in range(count + WARM_UP):
        _, _, key = bench.call(first.port, "POST", "/v1/keys", {"name": f"Revoked {number}", "environment": "prd"}, owner)
        begun = time.monotonic()
        status, _, receipt = bench.call(first.port, "DELETE", f"/v1/keys/{key['id']}", headers=owner)
        durations.append(1000 * (time.monotonic() - begun))
        assert status == 200 and len(receipt["replicas"]) == 2, receipt
    return sorted(durations[WARM_UP:])


def verification(folder, given):
    first = folder.replica("first")
    keys = f"{folder.path}/keys"
    bench.run_java("Fill.java", first.data, given.keys, keys)
    first.stop()
    folder.replicas.clear()
    first = folder.replica("first")
    print(f"start-up with {given.keys:,} keys: ready after {first.ready_after:.1f} s, {first.resident()} MB resident")
    wrk(first.port, given.seconds, keys)
    ours = wrk(first.port, given.seconds, keys)
    unknown = unknown_keys(folder.path)
    wrk(first.port, given.seconds // 2, unknown, refused=True)
    refused = wrk(first.port, given.seconds // 2, unknown, refused=True)
    limit = bare(given.seconds, keys)
    head("what", "requests/s", "p99 at full load", "Keyturn's share")
    row("JDK's bare HttpServer, fixed answer", f"{limit[0]:,.0f}", limit[1], f"{ours[0] / limit[0]:.2f} ×")
    row(f"Keyturn, GET /v1/verify, {given.keys:,} keys in turn", f"{ours[0]:,.0f}", ours[1], "1")
    row("Keyturn, unknown keys", f"{refused[0]:,.0f}", refused[1], f"{ours[0] / refused[0]:.2f} ×")
    peers(ours, given)
    print(f"\n{load()}")
    head("open loop, 32 connections", "p50", "p99", "longest")
    rate = 0.8 * ours[0]
    sent, accepted, p50, p99, longest = open_loop(first.port, keys, rate, given.seconds)
    assert sent == accepted
    row(f"{rate:,.0f}/s, 80 %", f"{p50 / 1000:.2f} ms", f"{p99 / 1000:.2f} ms", f"{longest / 1000:.1f} ms")
    durations = revocations(folder, first, 200)
    head("a revocation, two replicas", "p50", "p99", "longest")
    row(f"{len(durations)}", *(f"{durations[int(len(durations) * share)]:.1f} ms" for share in (.5, .99)),
        f"{durations[-1]:.1f} ms")


def peers(ours, given):
    for name, rate in (("OpenBao, token look-up", lambda: openbao(given.seconds // 2)),
                       ("better-auth, verifyApiKey", lambda: better_auth(given.seconds // 2, given.peers))):
        try:
            measured = rate()
            row(name, f"{measured[0]:,.0f}", measured[1], f"{ours[0] / measured[0]:.1f} ×")
        except (OSError, subprocess.SubprocessError, TypeError) as failure:
            row(name, "not measured", type(failure).__name__, "")


def million(folder):
    first = folder.replica("million")
    keys = f"{folder.path}/million-keys"
    first.stop()
    folder.replicas.clear()
    first = folder.replica("million")
    head("keys", "ready after", "resident")
    row("none", f"{first.ready_after:.1f} s", f"{first.resident()} MB")
    bench.run_java("Fill.java", first.data, 1_000_000, keys)
    first.stop()
    folder.replicas.clear()
    first = folder.replica("million")
    row("1,000,000", f"{first.ready_after:.1f} s", f"{first.resident()} MB")
    wrk(first.port, 5, keys)
    row("the same after 5 s of load", "", f"{first.resident()} MB")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--keys", type=int, default=100_000)
    arguments.add_argument("--seconds", type=int, default=8)
    arguments.add_argument("--million", action="store_true", help="the million keys only")
    arguments.add_argument("--peers", default=os.path.expanduser("~/.cache/keyturn/better-auth"),
                           help="where better-auth is installed")
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    print(load())
    with bench.Folder() as folder:
        if given.million:
            million(folder)
        else:
            verification(folder, given)


if __name__ == "__main__":
    main()
