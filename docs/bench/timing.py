#!/usr/bin/env python3
"""How long /v1/verify takes to refuse keys of each kind, one at a time and in turn: medians, and how far apart they are.

    python3 docs/bench/timing.py [--rounds 4000]
"""
import argparse
import http.client
import random
import statistics
import subprocess
import time

import replicas as bench


def keys(folder):
    """A key of each kind; unknown ones are of our format, but nobody issued them."""
    server = folder.replica("a")
    owner = server.sign_in()
    created = {}
    for name in ("accepted", "revoked", "disabled"):
        _, _, created[name] = bench.call(server.port, "POST", "/v1/keys", {"name": name, "environment": "prd"}, owner)
    bench.call(server.port, "DELETE", f"/v1/keys/{created['revoked']['id']}", headers=owner)
    bench.call(server.port, "POST", f"/v1/keys/{created['disabled']['id']}/disable", {}, owner)
    unknown = subprocess.run([f"{bench.ROOT}/keyturn", "key", "generate", "--environment", "prd"],
                             capture_output=True, text=True, check=True).stdout.strip()
    texts = {name: key["key"] for name, key in created.items()}
    return server, {**texts, "of another tenant": texts["accepted"], "unknown": unknown,
                    "malformed": unknown[:-1] + ("a" if unknown[-1] != "a" else "b")}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=4000)
    given = arguments.parse_args()
    with bench.Folder() as folder:
        server, texts = keys(folder)
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        durations = {name: [] for name in texts}
        for round_number in range(given.rounds + 1000):
            for name in random.sample(list(texts), len(texts)):
                path = "/v1/verify"
                if name == "of another tenant":
                    path += "?tenant=00000000-0000-0000-0000-000000000000"
                begun = time.perf_counter_ns()
                connection.request("GET", path, headers={"Authorization": f"ApiKey {texts[name]}"})
                connection.getresponse().read()
                if round_number >= 1000:
                    durations[name].append(time.perf_counter_ns() - begun)
        print("| key | median | 90 % |\n| --- | --- | --- |")
        for name, values in durations.items():
            ordered = sorted(values)
            print(f"| {name} | {statistics.median(ordered) / 1000:.1f} µs | {ordered[len(ordered) * 9 // 10] / 1000:.1f} µs |")


if __name__ == "__main__":
    main()
