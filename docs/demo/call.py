#!/usr/bin/env python3
"""One HTTP call, for a shell script that must neither print a key nor pass one as an argument.

    call.py METHOD URL [option ...]        URL may be file:PATH, for what a command wrote

The body:
    --json TEXT           this JSON document
    --json -              the JSON document on standard input
    --body-file FILE      the bytes of a file

Who is calling (each FILE holds the credential and nothing else):
    --bearer FILE         Authorization: Bearer ...
    --key FILE            Authorization: ApiKey ...
    --vault FILE          X-Vault-Token: ...
    --header NAME:VALUE   any other header
    --agent NAME          User-Agent
    --from ADDRESS        the address of this machine to call from

What is expected and what becomes of the answer:
    --expect STATUS       exit 1 with any other status; 2xx if absent
    --when FIELD=VALUE    ... or if a field is not this; FIELD!=VALUE: or is; FIELD alone: or is absent
    --within SECONDS      ask again until all of it holds
    --keep FIELD=FILE     write a field into a file that only its owner may read
    --value FIELD         print this field and nothing else
    --show FIELD,...      print the status and these fields
    --table LIST:FIELD,.. print the names of the fields, and a line for each element of a list
    --quiet               print nothing

FIELD is a path such as data.metadata.version, results.0.outcome or uses.agent:curl.known, which is of the first use
whose agent is curl. A key of Keyturn's format is printed as its hint.
"""

import argparse
import http.client
import json
import os
import re
import sys
import time
import urllib.parse

KEY = re.compile(r"\b(sk_[a-z0-9]{2,12}_[0-9A-Za-z]{4})[0-9A-Za-z]{30}([0-9A-Za-z]{4})\b")


def main():
    options = parse()
    deadline = time.monotonic() + options.within
    while True:
        trouble, status, answer = attempt(options)
        if trouble is None:
            return deliver(options, status, answer)
        if time.monotonic() >= deadline:
            say(f"{options.method} {options.url}: {trouble}", sys.stderr)
            return 1
        time.sleep(0.1)


def parse():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("method")
    parser.add_argument("url")
    parser.add_argument("--json")
    parser.add_argument("--body-file")
    parser.add_argument("--bearer")
    parser.add_argument("--key")
    parser.add_argument("--vault")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--agent")
    parser.add_argument("--from", dest="source")
    parser.add_argument("--expect", type=int)
    parser.add_argument("--when", action="append", default=[])
    parser.add_argument("--within", type=float, default=0)
    parser.add_argument("--keep", action="append", default=[])
    parser.add_argument("--value")
    parser.add_argument("--show")
    parser.add_argument("--table")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    options.content = content(options)
    return options


def content(options):
    if options.body_file:
        with open(options.body_file, "rb") as file:
            return file.read()
    if options.json == "-":
        return sys.stdin.buffer.read()
    return options.json.encode() if options.json else None


def attempt(options):
    """What is wrong with the answer, or None; its status; its JSON document."""
    try:
        status, answer = exchange(options)
    except (OSError, http.client.HTTPException) as failure:
        return f"no answer ({failure})", None, None
    if status != options.expect if options.expect else not 200 <= status < 300:
        detail = field(answer, "detail") or field(answer, "errors") or ""
        return f"HTTP {status} {detail}".rstrip(), status, answer
    for condition in options.when:
        if not holds(condition, answer):
            name = re.split("!?=", condition)[0]
            return f"expected {condition}, but {name} is {text(field(answer, name))}", status, answer
    return None, status, answer


def exchange(options):
    url = urllib.parse.urlsplit(options.url)
    if url.scheme == "file":
        with open(url.path, "rb") as file:
            return 200, document(file.read())
    source = (options.source, 0) if options.source else None
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30, source_address=source)
    try:
        target = url.path + ("?" + url.query if url.query else "")
        connection.request(options.method, target or "/", options.content, headers(options))
        response = connection.getresponse()
        return response.status, document(response.read())
    finally:
        connection.close()


def headers(options):
    result = {"Accept": "application/json", "User-Agent": options.agent or "keyturn-demo/1"}
    if options.content is not None:
        result["Content-Type"] = "application/json"
    for given in options.header:
        name, value = given.split(":", 1)
        result[name] = value.strip()
    for file, name, scheme in (
        (options.bearer, "Authorization", "Bearer "),
        (options.key, "Authorization", "ApiKey "),
        (options.vault, "X-Vault-Token", ""),
    ):
        if file:
            with open(file, encoding="ascii") as credential:
                result[name] = scheme + credential.read().strip()
    return result


def document(body):
    try:
        return json.loads(body) if body else {}
    except ValueError:
        return {"detail": body.decode("utf-8", "replace")[:200]}


def holds(condition, answer):
    if "!=" in condition:
        name, value = condition.split("!=", 1)
        return text(field(answer, name)) != value
    if "=" in condition:
        name, value = condition.split("=", 1)
        return text(field(answer, name)) == value
    return field(answer, condition) is not None


def field(answer, path):
    for step in path.split("."):
        if isinstance(answer, list) and ":" in step:
            name, value = step.split(":", 1)
            answer = next((element for element in answer if text(field(element, name)) == value), None)
        elif isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        elif isinstance(answer, dict):
            answer = answer.get(step)
        else:
            return None
    return answer


def text(value):
    if value is None:
        return "-"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def deliver(options, status, answer):
    for keep in options.keep:
        name, file = keep.split("=", 1)
        value = field(answer, name)
        if value is None:
            say(f"{options.method} {options.url}: the answer has no {name}", sys.stderr)
            return 1
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text(value))
    if options.value:
        say(text(field(answer, options.value)))
    elif options.table:
        show_table(options.table, answer)
    elif not options.quiet:
        seen = [] if options.url.startswith("file:") else [f"HTTP {status}"]
        seen += [f"{name.split('.')[-1]} {text(field(answer, name))}" for name in (options.show or "").split(",") if name]
        say("   ".join(seen))
    return 0


def show_table(table, answer):
    name, fields = table.split(":", 1)
    rows = [fields.split(",")]
    rows += [[text(field(row, column)) for column in rows[0]] for row in field(answer, name) or []]
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def say(line, stream=None):
    print(KEY.sub(r"\1…\2", line), file=stream or sys.stdout, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
