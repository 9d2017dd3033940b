#!/usr/bin/env python3
"""The promise "when a revocation returns, no replica accepts the key", attacked.

    python3 docs/bench/revocations.py [--revocations 10000] [--seconds 3600] [--no-skew] [--seed 1]

Three replicas of the api on one database, the clock of one five minutes fast and of another five minutes slow (needs
Debian's faketime). Many keys are revoked at a time, through any replica; as soon as a receipt is there, the key is used on
every replica. Meanwhile replicas are stopped in their tracks (SIGSTOP) and go on, connections to the database break,
the database is restarted and killed, notifications are cut for a third of the time, a fourth replica starts in the
middle and is killed later. A key that is accepted after its receipt fails the trial: exit code 1.
"""
import argparse
import collections
import glob
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import replicas as bench

AT_ONCE = 96


class Trial:
    def __init__(self, folder, given):
        self.folder = folder
        self.keys = collections.deque()
        self.total = given.revocations
        self.limit = given.seconds
        self.skew = not given.no_skew
        self.begun = time.monotonic()
        self.random = random.Random(given.seed)
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.durations = {"calm": [], "attacked": []}
        self.receipts = []
        self.calm = True
        self.replicas = []
        self.checks = ThreadPoolExecutor(256)

    def start(self):
        first = self.folder.replica("a")
        skewed = self.skew and bool(bench.faketime())
        self.replicas = [first]
        for name, clock in (("b", "+5m"), ("c", "-5m")):
            self.replicas.append(self.folder.replica(name, first=first, clock=clock if skewed else None))
        self.counts["clocks skewed"] = 2 if skewed else 0
        self.owner = first.sign_in()

    # ---- revoking and using

    def verify(self, replica, key):
        try:
            status, headers, _ = bench.call(replica.port, "GET", "/v1/verify", headers={"Authorization": f"ApiKey {key}"})
            return status, headers.get("X-Keyturn-Key-Id")
        except OSError:
            return 0, None

    def identify(self, key):
        while True:
            for replica in self.awake():
                status, key_id = self.verify(replica, key)
                if status == 200:
                    return key_id
            time.sleep(0.05)

    def awake(self):
        awake = [replica for replica in self.replicas if not replica.frozen]
        with self.lock:
            self.random.shuffle(awake)
        return awake

    def revoke(self, key_id):
        """The receipt, of whichever replica gives one."""
        while True:
            for replica in self.awake():
                begun = time.monotonic()
                try:
                    status, _, receipt = bench.call(replica.port, "DELETE", f"/v1/keys/{key_id}", headers=self.owner)
                except OSError:
                    status = 0
                if status in (403, 404):
                    sys.exit(f"a revocation was refused: {receipt}")
                if status == 200:
                    with self.lock:
                        self.durations["calm" if self.calm else "attacked"].append(time.monotonic() - begun)
                    return receipt
                with self.lock:
                    self.counts["revocations that failed and were asked for again"] += 1
                time.sleep(0.05)

    def use(self, replica, key, frozen):
        status, _ = self.verify(replica, key)
        with self.lock:
            self.counts["uses sent after the receipt"] += 1
            self.counts["of them to a replica that was stopped"] += frozen
            self.counts[{200: "ACCEPTED", 401: "refused", 503: "told to wait"}.get(status, "lost with their replica")] += 1

    def work(self):
        while True:
            try:
                key = self.keys.popleft()
            except IndexError:
                return
            receipt = self.revoke(self.identify(key))
            frozen = [replica for replica in self.replicas if replica.frozen]
            uses = [self.checks.submit(self.use, replica, key, replica.frozen) for replica in self.replicas]
            with self.lock:
                self.counts["revoked"] += 1
                self.counts["revoked while a replica was stopped"] += bool(frozen)
                self.counts["receipts that name a silent replica"] += any(
                    "leaseEndedAt" in replica for replica in receipt["replicas"])
            if not frozen:
                for use in uses:
                    use.result()

    # ---- attacks

    def done(self):
        """The share of the trial that is over, by revocations or by time."""
        spent = (time.monotonic() - self.begun) / self.limit
        return max(self.counts["revoked"] / self.total, spent)

    def freeze_one(self):
        replica = self.random.choice(self.replicas)
        replica.freeze()
        time.sleep(self.random.uniform(0.2, 3))
        replica.thaw()
        self.counts["stops of a replica"] += 1

    def break_connections(self):
        postmaster = self.postmaster()
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(path) as stat:
                    fields = stat.read().rsplit(")", 1)[1].split()
                with open(path.replace("stat", "cmdline")) as line:
                    if int(fields[1]) == postmaster and "127.0.0.1" in line.read():
                        os.kill(int(path.split("/")[2]), signal.SIGTERM)
            except OSError:
                pass
        self.counts["times that all connections broke"] += 1

    def postmaster(self):
        with open(f"{self.replicas[0].data}/postgres/data/postmaster.pid") as note:
            return int(note.readline())

    def restart_database(self):
        try:
            os.kill(self.postmaster(), self.random.choice([signal.SIGINT, signal.SIGKILL]))
            self.counts["restarts of the database"] += 1
        except OSError:
            pass
        time.sleep(4)

    def notifications(self, cut):
        data = self.replicas[0].data
        if cut:
            bench.run_java("Sql.java", data,
                           "CREATE OR REPLACE FUNCTION public.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT'",
                           "ALTER DATABASE keyturn SET search_path = public, pg_catalog")
        else:
            bench.run_java("Sql.java", data, "ALTER DATABASE keyturn RESET search_path",
                           "DROP FUNCTION IF EXISTS public.pg_notify(text, text)")
        self.break_connections()

    def attack(self):
        """In thirds: with notifications, without them, and with them again; the first tenth is left in peace."""
        steps = [(0.1, self.end_calm), (0.35, lambda: self.notifications(cut=True)), (0.45, self.start_fourth),
                 (0.65, lambda: self.notifications(cut=False)), (0.75, self.kill_fourth)]
        while self.done() < 1:
            try:
                if steps and self.done() >= steps[0][0]:
                    steps[0][1]()
                    steps.pop(0)
                elif self.calm:
                    time.sleep(0.02)
                else:
                    self.random.choices([self.freeze_one, self.break_connections, self.restart_database], [12, 3, 1])[0]()
                    time.sleep(self.random.uniform(0.2, 1.5))
            except (OSError, subprocess.SubprocessError):
                time.sleep(1)  # the database is on its way up

    def end_calm(self):
        self.calm = False

    def start_fourth(self):
        self.replicas.append(self.folder.replica("d", first=self.replicas[0]))
        self.counts["replicas started in the middle"] += 1

    def kill_fourth(self):
        self.replicas.pop().kill()
        self.counts["replicas killed"] += 1

    def run(self):
        self.begun = time.monotonic()
        attacker = threading.Thread(target=self.attack, daemon=True)
        attacker.start()
        workers = [threading.Thread(target=self.work, daemon=True) for _ in range(AT_ONCE)]
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            time.sleep(2)
            if self.done() >= 1:
                self.keys.clear()
            print(dict(self.counts), file=sys.stderr, flush=True)
        attacker.join()
        self.checks.shutdown(wait=True)


def percentile(values, share):
    return 1000 * sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--revocations", type=int, default=10_000)
    arguments.add_argument("--seconds", type=int, default=3600, help="ends earlier, with fewer revocations")
    arguments.add_argument("--no-skew", action="store_true", help="leave clocks alone: replicas under faketime start slowly")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    with bench.Folder() as folder:
        trial = Trial(folder, given)
        trial.start()
        plaintexts = f"{folder.path}/keys"
        bench.run_java("Fill.java", trial.replicas[0].data, given.revocations, plaintexts)
        with open(plaintexts) as lines:
            trial.keys.extend(line.strip() for line in lines)
        trial.run()
        print(f"| what | number |\n| --- | --- |\n| seconds | {time.monotonic() - trial.begun:.0f} |")
        for name, number in sorted(trial.counts.items()):
            print(f"| {name} | {number:,} |")
        for name, values in trial.durations.items():
            print(f"| {name}: a revocation, {AT_ONCE} at a time, p50 · p99 · longest |"
                  f" {percentile(values, .5):.0f} · {percentile(values, .99):.0f} · {percentile(values, 1):.0f} ms |")
        accepted = trial.counts["ACCEPTED"]
        print(f"\n{accepted} accepted after the receipt")
        sys.exit(1 if accepted else 0)


if __name__ == "__main__":
    main()
