#!/usr/bin/env python3
"""What the pre-commit hook costs: ten staged files without and with something key-like, and a replay of commits.

usage: hook.py REPOSITORY... [--runs N] [--replay N]

Each REPOSITORY is a git repository or a bare clone; it is not changed: a scratch repository beside it borrows its
objects. KEYTURN, GITLEAKS, BETTERLEAKS, KINGFISHER and GIT_SECRETS name the commands (by default the ones on the PATH;
a peer that is not there is left out). Peers take turns with us, so that a busy machine is busy for all of them.
Times are medians in milliseconds, the clock's and the processors'; the ratio is of the processors', then of the clock's.
"""

import argparse
import os
import resource
import secrets
import shlex
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
import time
import zlib

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def git(repository, *arguments, **options):
    done = subprocess.run(["git", "-C", repository, *arguments], stdout=subprocess.PIPE, check=True, **options)
    return done.stdout.decode(errors="replace").strip()


def made_up_key():
    body = "sk_dev_" + "".join(secrets.choice(BASE62) for _ in range(32))
    check, digits = zlib.crc32(body.encode()), ""
    while check:
        check, digit = divmod(check, 62)
        digits = BASE62[digit] + digits
    return body + digits.rjust(6, "0")


def commands():
    """The commands that are here, by name: what a hook would run in the top folder of the repository."""
    known = {
        "git diff --cached": ["git", "diff", "--cached"],
        "keyturn": named("KEYTURN", "keyturn", "hook", "run", "pre-commit"),
        "gitleaks": named("GITLEAKS", "gitleaks", "git", "--pre-commit", "--staged", "--redact", "--no-banner", "."),
        "git-secrets": named("GIT_SECRETS", "git-secrets", "--pre_commit_hook", "--"),
        "betterleaks": named("BETTERLEAKS", "betterleaks", "git", "--pre-commit", "--staged", "--redact", "--no-banner", "."),
        "kingfisher": named("KINGFISHER", "kingfisher", "scan", ".", "--staged", "--no-validate", "--no-update-check"),
    }
    return {name: command for name, command in known.items() if command}


def named(variable, usual, *arguments):
    command = shlex.split(os.environ.get(variable, usual))
    return command + list(arguments) if shutil.which(command[0]) else None


def measure(command, folder, environment):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    code = subprocess.run(command, cwd=folder, env=environment, **QUIET).returncode
    clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock * 1000, processor * 1000, code


class Scratch:
    """A repository that borrows another's objects and has its last commit checked out."""

    def __init__(self, source, folder):
        self.path = os.path.join(folder, "scratch")
        objects = git(source, "rev-parse", "--git-path", "objects")
        subprocess.run(["git", "init", "-q", self.path], check=True)
        with open(os.path.join(self.path, ".git/objects/info/alternates"), "w") as alternates:
            alternates.write(os.path.join(os.path.abspath(source), objects) + "\n")
        self.head = git(source, "rev-parse", "HEAD")
        git(self.path, "update-ref", "--no-deref", "HEAD", self.head)
        git(self.path, "reset", "-q", "--hard")

    def stage(self, count, text):
        """Adds a line to so many files, and a text to the last of them."""
        git(self.path, "reset", "-q", "--hard")
        files = [name for name in git(self.path, "ls-files", "-z").split("\0") if name]
        chosen = [name for name in files if name.endswith((".java", ".go", ".py", ".js", ".md", ".txt"))][:count]
        for name in chosen:
            with open(os.path.join(self.path, name), "a") as file:
                file.write("\n// one more line\n" + (text if name == chosen[-1] else ""))
        git(self.path, "add", "--", *chosen)

    def at(self, commit, parent):
        """The environment in which a commit is what is staged on its parent."""
        index = os.path.join(self.path, ".git/replayed")
        environment = {**os.environ, "GIT_INDEX_FILE": index}
        git(self.path, "read-tree", commit, env=environment)
        git(self.path, "update-ref", "--no-deref", "HEAD", parent)
        return environment


def table(title, rows):
    print("\n" + title + "\n")
    print("| command | clock | processors | to gitleaks |")
    print("| --- | ---: | ---: | ---: |")
    peer = rows.get("gitleaks")
    for name, (clock, processor) in rows.items():
        ratio = f"{processor / peer[1]:.2f}, {clock / peer[0]:.2f}" if peer else ""
        print(f"| {name} | {clock:,.0f} ms | {processor:,.0f} ms | {ratio} |")


def staged(scratch, runs, title, text):
    scratch.stage(10, text)
    taken = {name: [] for name in commands()}
    for _ in range(runs + 1):
        for name, command in commands().items():
            taken[name].append(measure(command, scratch.path, os.environ))
    rows = {name: tuple(statistics.median(run[i] for run in all_runs[1:]) for i in (0, 1)) for name, all_runs in taken.items()}
    table(title, rows)


def replay(scratch, source, count):
    commits = git(source, "rev-list", "--min-parents=1", "-n", str(count), scratch.head).split()
    total = {name: [0.0, 0.0] for name in commands() if name in ("keyturn", "gitleaks", "git diff --cached")}
    slow = 0
    for commit in commits:
        environment = scratch.at(commit, git(source, "rev-parse", commit + "^1"))
        for name in total:
            clock, processor, _ = measure(commands()[name], scratch.path, environment)
            total[name][0] += clock
            total[name][1] += processor
            slow += name == "keyturn" and processor > 80
    table(f"{len(commits)} commits replayed, in total; {slow} of them took keyturn more than 80 ms", total)
    git(scratch.path, "update-ref", "--no-deref", "HEAD", scratch.head)


def load():
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--replay", type=int, default=300)
    options = parser.parse_args()
    if "keyturn" not in commands():
        sys.exit("there is no keyturn on the PATH: name it in the variable KEYTURN")
    print(f"load {load()} on {os.cpu_count()} processors")
    for source in options.repositories:
        with tempfile.TemporaryDirectory() as folder:
            scratch = Scratch(source, folder)
            name = os.path.basename(os.path.abspath(source).removesuffix("/repo"))
            staged(scratch, options.runs, f"{name}: ten staged files", "")
            staged(scratch, options.runs, f"{name}: one of them with a key", made_up_key() + "\n")
            git(scratch.path, "reset", "-q", "--hard")
            if options.replay:
                replay(scratch, source, options.replay)
    print(f"\nload {load()}")


if __name__ == "__main__":
    main()
