#!/usr/bin/env python3
"""Runs gitleaks and Keyturn with one gitleaks configuration over one repository and lists where they differ.

usage: gitleaks-differences.py REPOSITORY CONFIG [--show N]

GITLEAKS and KEYTURN name the commands (by default the ones on the PATH). Secrets are compared by keyed hash and never
printed. Kinds of differences are those that docs/scanning.md explains; "unexplained" is what is left.
"""

import argparse
import collections
import hashlib
import hmac
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time

KEY = os.urandom(16).hex()


def identity(rule, secret):
    message = rule.encode() + b"\0" + secret.encode()
    return hmac.new(KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def timed(command, **options):
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    return done, time.monotonic() - start


def gitleaks(repository, config, folder):
    report = os.path.join(folder, "gitleaks.json")
    command = shlex.split(os.environ.get("GITLEAKS", "gitleaks")) + [
        "git", repository, "--config", config, "--report-format", "json", "--report-path", report,
        "--no-banner", "--exit-code", "0"]
    done, seconds = timed(command)
    if done.returncode:
        sys.exit("gitleaks failed: " + done.stderr.decode(errors="replace")[-400:])
    with open(report) as file:
        found = json.load(file)
    places = {}
    for one in found:
        if one["Match"].startswith("file detected: "):
            one["Secret"], one["StartLine"] = os.path.basename(one["File"]), 1
        at = (one["RuleID"], identity(one["RuleID"], one["Secret"]), one["Commit"], one["File"], one["StartLine"])
        places[at] = one
    return places, seconds


def keyturn(repository, config):
    command = shlex.split(os.environ.get("KEYTURN", "keyturn")) + [
        "scan", "git", repository, "--config", config, "--format", "json"]
    done, seconds = timed(command, env={**os.environ, "KEYTURN_IDENTITY_KEY": KEY})
    if done.returncode not in (0, 1):
        sys.exit("keyturn failed: " + done.stderr.decode(errors="replace")[-400:])
    places = {}
    for finding in json.loads(done.stdout)["findings"]:
        for place in finding["places"]:
            at = (finding["rule"], finding["identity"], place["commit"], place["file"], place["startLine"])
            places[at] = place
    return places, seconds


class History:
    def __init__(self, repository):
        self.repository = repository
        self.parents = {}
        for line in self.git("rev-list", "--all", "--parents").decode().splitlines():
            commit, *parents = line.split()
            self.parents[commit] = parents

    def git(self, *arguments):
        return subprocess.run(["git", "-C", self.repository, *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout

    def merge(self, commit):
        return len(self.parents.get(commit, [])) > 1

    def unlisted(self, commit):
        return commit not in self.parents

    def binary(self, commit, path):
        shown = self.git("show", "--format=", "--numstat", commit, "--", path)
        return shown.startswith(b"-\t-")

    def had(self, commit, secret):
        """Whether the commit replaced or removed something that held the secret already."""
        removed = self.git("show", "--format=", "-U0", "-m", commit)
        return any(line.startswith(b"-") and secret in line for line in removed.splitlines())

    def hunk_has(self, commit, path, line, keyword):
        return keyword in self.git("show", "--format=", "-U0", commit, "--", path).lower()


def ours_alone(at, place, history, theirs_secrets):
    rule, secret, commit, path, line = at
    if rule == "keyturn-api-key":
        return "our own rule"
    if place["kind"] == "file name" and history.binary(commit, path):
        return "a file that git takes for binary"
    if place["kind"] not in ("content", "file name"):
        return "messages, names and other places that gitleaks does not read"
    if "!" in path:
        return "inside an archive"
    if history.merge(commit):
        return "a merge's own content"
    if history.unlisted(commit):
        return "a commit that git log --all does not list"
    if history.binary(commit, path):
        return "a file that git takes for binary"
    if (rule, secret) in theirs_secrets:
        return "another place of a secret that both have"
    return "unexplained"


def theirs_alone(at, one, history, our_secrets):
    if not one["Secret"]:
        return "an empty group, for which the whole match stands"
    if history.had(one["Commit"], one["Secret"].encode()):
        return "moved or copied within its commit"
    if any(tag.startswith("decoded:") for tag in one["Tags"] or []):
        return "decoded in place, so that what stands around it counts"
    if at[:2] in our_secrets:
        return "another place of a secret that both have"
    return "unexplained"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("repository")
    parser.add_argument("config")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="places shown of each kind")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        theirs, their_time = gitleaks(given.repository, given.config, folder)
    ours, our_time = keyturn(given.repository, given.config)
    history = History(given.repository)
    their_secrets = {at[:2] for at in theirs}
    our_secrets = {at[:2] for at in ours}
    print(f"gitleaks {their_time:7.1f} s  {len(theirs):6} places  {len(their_secrets):6} secrets")
    print(f"keyturn  {our_time:7.1f} s  {len(ours):6} places  {len(our_secrets):6} secrets")
    print(f"both              {len(theirs.keys() & ours.keys()):6} places  {len(their_secrets & our_secrets):6} secrets")
    kinds = collections.defaultdict(list)
    for at in sorted(ours.keys() - theirs.keys()):
        kinds["keyturn alone: " + ours_alone(at, ours[at], history, their_secrets)].append(at)
    for at in sorted(theirs.keys() - ours.keys()):
        kinds["gitleaks alone: " + theirs_alone(at, theirs[at], history, our_secrets)].append(at)
    for kind in sorted(kinds):
        print(f"\n{len(kinds[kind]):6}  {kind}")
        for rule, secret, commit, path, line in kinds[kind][:given.show]:
            print(f"        {rule}  {path}:{line}  {commit[:12]}  {secret[:8]}")


if __name__ == "__main__":
    main()
