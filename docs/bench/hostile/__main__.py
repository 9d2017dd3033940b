#!/usr/bin/env python3
"""Builds hostile and damaged repositories and folders, scans each, and prints what came of it.

A case passes if every command ends within the bounds of time and resident memory, the key is found all the same,
nothing that the repository names was run, standard error holds no fault, and the output no plaintext.

  python3 docs/bench/hostile                    every case, with the keyturn of this checkout
  python3 docs/bench/hostile --quick            only what is built and read in seconds
  python3 docs/bench/hostile --only WORD...     cases whose name holds one of these
  python3 docs/bench/hostile --build FOLDER     only build them there, with a list of what is expected (manifest.json)
"""

import argparse
import json
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import archives  # noqa: F401  (each registers its cases)
import cases
import folders  # noqa: F401
import forge
import objects  # noqa: F401
import settings  # noqa: F401
import texts  # noqa: F401

ROOT = Path(__file__).resolve().parents[3]
FAULTS = re.compile(r"should not have happened|in this program|\tat |OutOfMemory|StackOverflow|Exception")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default=str(ROOT / "keyturn"), help="what to run, with the first arguments")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="*", default=[], metavar="WORD")
    parser.add_argument("--build", type=Path, metavar="FOLDER")
    parser.add_argument("--folder", type=Path, help="where to build (kept); a temporary one by default")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--megabytes", type=int, default=1200)
    parser.add_argument("--seed", default="keyturn")
    return parser.parse_args()


def chosen(options):
    for name, build, heavy in cases.ALL:
        if not (options.quick and heavy) and (not options.only or any(word in name for word in options.only)):
            yield name, build


def made(name: str, build, folder: Path, seed: str) -> cases.Case:
    """Builds a case, unless it stands there already."""
    at = folder / name
    case = cases.Case(name, at, random.Random(f"{seed} {name}"))
    fresh = not (at / "built").exists()
    if fresh:
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir(parents=True)
        build(case)
        kept = {key: getattr(case, key) for key in ("commands", "exits", "finds", "says", "environment")}
        (at / "built").write_text(json.dumps(kept))
    else:
        for key, value in json.loads((at / "built").read_text()).items():
            setattr(case, key, value)
    return case


def resident(process: int) -> int:
    """Most that the process has had in memory so far, in MB."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) // 1024
    except (OSError, AttributeError):
        return 0


class Run:
    """One command, to its end or to the limit."""

    def __init__(self, command: list, environment: dict, folder: Path, limit: float):
        self.out, self.err = folder / "out", folder / "err"
        start = time.monotonic()
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment,
                                       cwd=folder, start_new_session=True)
            self.late = False
            signal.signal(signal.SIGTERM, lambda *_: (os.killpg(process.pid, signal.SIGKILL), sys.exit(143)))
            while True:
                done, status, usage = os.wait4(process.pid, os.WNOHANG)
                if done:
                    break
                if time.monotonic() - start > limit:
                    self.late = True
                    os.killpg(process.pid, signal.SIGKILL)
                    done, status, usage = os.wait4(process.pid, 0)
                    break
                time.sleep(0.01)
            process.returncode = 0
        self.seconds = time.monotonic() - start
        self.exit = os.waitstatus_to_exitcode(status)
        self.megabytes = usage.ru_maxrss // 1024


def judged(case: cases.Case, options) -> tuple:
    """Runs a case's commands; the seconds and MB of the worst, and what is wrong."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(case.folder / "home"), "LANG": "C.UTF-8", **case.environment}
    for name in ("JAVA_HOME", "KEYTURN_JAVA_HOME", "KEYTURN_JAVA_OPTS", "KEYTURN_NO_BUILD"):
        if name in os.environ:
            environment[name] = os.environ[name]
    (case.folder / "home").mkdir(exist_ok=True)
    seconds, megabytes, wrong = 0.0, 0, []
    for index, words in enumerate(case.commands):
        words = [word.replace("{at}", str(case.at)) for word in words]
        last = index == len(case.commands) - 1
        if "--format" not in words:
            words += ["--format", "json"]
        run = Run(shlex.split(options.command) + words, environment, case.folder, options.seconds)
        seconds, megabytes = max(seconds, run.seconds), max(megabytes, run.megabytes)
        wrong += faults(case, run, words, last, options)
    return seconds, megabytes, wrong


def faults(case, run: Run, words: list, last: bool, options) -> list:
    name, wrong = " ".join(words[:2]), []
    err = run.err.read_text(errors="replace")
    if run.late:
        return [f"{name}: not over after {options.seconds:.0f} s"]
    if run.megabytes > options.megabytes:
        wrong.append(f"{name}: {run.megabytes} MB")
    if FAULTS.search(err):
        wrong.append(f"{name}: fault: {FAULTS.search(err).group()!r}")
    if run.exit not in (0, 1, 2, 3) or last and run.exit not in case.exits:
        wrong.append(f"{name}: exit {run.exit}: {err.strip().splitlines()[:1]}")
    if last and case.says and not re.search(case.says, err):
        wrong.append(f"{name}: does not say {case.says!r}")
    out = run.out.read_bytes()
    if case.key.encode() in out or case.key in err:
        wrong.append(f"{name}: plaintext in the output")
    if b"\x1b" in out or "\x1b" in err:
        wrong.append(f"{name}: an escape sequence in the output")
    if last and case.finds and forge.fingerprint(case.key).encode() not in out:
        wrong.append(f"{name}: key not found")
    if case.canary.exists() and any(case.canary.iterdir()):
        wrong.append(f"{name}: ran {[file.name for file in case.canary.iterdir()]}")
    return wrong


def main() -> int:
    options = arguments()
    folder = options.build or options.folder or Path(tempfile.mkdtemp(prefix="hostile"))
    failed, manifest = 0, []
    for name, build in chosen(options):
        case = made(name, build, folder, options.seed)
        if options.build:
            manifest.append({"name": name, "at": str(case.at), "commands": case.commands, "exits": list(case.exits),
                             "fingerprint": forge.fingerprint(case.key) if case.finds else None, "says": case.says,
                             "environment": case.environment, "canary": str(case.canary)})
            continue
        seconds, megabytes, wrong = judged(case, options)
        failed += bool(wrong)
        print(f"{'FAIL' if wrong else 'ok  '} {seconds:6.1f} s {megabytes:5d} MB  {name}", flush=True)
        for line in wrong:
            print(f"       {line}", flush=True)
        if not options.folder:
            shutil.rmtree(folder / name, ignore_errors=True)
    if options.build:
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))
        return 0
    print(f"{failed} of {len(list(chosen(options)))} cases failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
