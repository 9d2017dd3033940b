#!/bin/sh
# One scan in a CI job. Everything comes in through the environment; nothing of it is ever evaluated as shell text.
#
#   KEYTURN                   the command; the launcher of this checkout if empty
#   KEYTURN_SCAN_PATH         the repository, "." if empty
#   KEYTURN_SCAN_RANGE        auto, all, or A..B
#   KEYTURN_SCAN_FORMAT       of the report; KEYTURN_SCAN_OUTPUT: its file, without the ending
#   KEYTURN_SCAN_CONFIG, KEYTURN_SCAN_BASELINE, KEYTURN_SCAN_REPORT=true, KEYTURN_SCAN_ALLOW_EMPTY=true
#   KEYTURN_EVENT             push, pull_request or anything else; for "auto"
#   KEYTURN_HEAD              the commit that is tested; KEYTURN_PULL_BASE, KEYTURN_PUSH_BEFORE: what it is compared with
#
# Ends with 0 if a verdict was reached; the verdict is an output, exit-code. Whatever keeps it from looking at what it
# was asked to look at is an error with the code 2: a scan that saw nothing must not look like one that found nothing.
set -u
LC_ALL=C
export LC_ALL

# A message as a workflow command takes it: one line, nothing in it that could be a command of its own.
escaped() {
  printf '%s' "$1" | tr '\r\n' '  ' | sed 's/%/%25/g'
}

annotate() {
  if [ "${GITHUB_ACTIONS:-}" = true ]; then
    printf '::%s title=Keyturn::%s\n' "$1" "$(escaped "$2")"
  else
    printf 'keyturn: %s\n' "$2" >&2
  fi
}

output() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >> "$GITHUB_OUTPUT"; fi
}

# Ends without a verdict: says why, and what to do.
nothing_scanned() {
  annotate error "Nothing was scanned: $1"
  output exit-code 2
  if [ "${GITHUB_ACTIONS:-}" = true ]; then exit 0; fi
  exit 2
}

one_line() {
  case $2 in
    *"
"*) nothing_scanned "$1 has more than one line" ;;
  esac
}

# resolve NAME: the id of a commit that is here, or nothing.
resolve() {
  case $1 in
    '' | -*) return 1 ;;
  esac
  git rev-parse --verify --quiet --end-of-options "$1^{commit}"
}

is_zeros() {
  case $1 in
    '' | *[!0]*) return 1 ;;
  esac
}

# Sets $from and $to, or leaves them empty for everything.
choose_range() {
  from='' to=''
  case ${KEYTURN_SCAN_RANGE:-auto} in
    all) ;;
    auto) choose_by_event ;;
    *..*)
      choose "${KEYTURN_SCAN_RANGE%%..*}" "${KEYTURN_SCAN_RANGE#*..}"
      ;;
    *) nothing_scanned "the range must be auto, all, or two commits as A..B" ;;
  esac
}

choose_by_event() {
  case ${KEYTURN_EVENT:-} in
    pull_request | pull_request_target | merge_request) choose "${KEYTURN_PULL_BASE:-}" "${KEYTURN_HEAD:-HEAD}" ;;
    push)
      if is_zeros "${KEYTURN_PUSH_BEFORE:-}"; then
        printf 'keyturn: the ref is new, so the whole history is scanned\n' >&2
      elif ! resolve "${KEYTURN_PUSH_BEFORE:-}" > /dev/null; then
        printf 'keyturn: what was there before the push is gone, so the whole history is scanned\n' >&2
      else
        choose "$KEYTURN_PUSH_BEFORE" "${KEYTURN_HEAD:-HEAD}"
      fi
      ;;
  esac
}

choose() {
  from=$(resolve "$1") || nothing_scanned "the base commit '$1' is not in this clone. Check it out with the whole history (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0), or give another range."
  to=$(resolve "${2:-HEAD}") || nothing_scanned "the commit '$2' is not in this clone. Check out the commit that is to be scanned."
}

ending() {
  case $1 in
    gitlab) echo json ;;
    junit) echo xml ;;
    text) echo txt ;;
    *) echo "$1" ;;
  esac
}

workspace=${GITHUB_WORKSPACE:-$PWD}
keyturn=${KEYTURN:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)/keyturn}
format=${KEYTURN_SCAN_FORMAT:-sarif}
case $format in
  text | json | sarif | csv | junit | html | gitlab) ;;
  *) nothing_scanned "there is no report format '$format'" ;;
esac
report_file=${KEYTURN_SCAN_OUTPUT:-keyturn-report}.$(ending "$format")
one_line "the output" "$report_file"
command -v "$keyturn" > /dev/null 2>&1 || nothing_scanned "there is no command $keyturn"

cd -- "$workspace" || nothing_scanned "there is no workspace $workspace"
case $report_file in
  /*) report_path=$report_file ;;
  *) report_path=$PWD/$report_file ;;
esac
absolute() {
  case $1 in
    '' | /*) printf '%s' "$1" ;;
    *) printf '%s/%s' "$workspace" "$1" ;;
  esac
}
config=$(absolute "${KEYTURN_SCAN_CONFIG:-}")
baseline=$(absolute "${KEYTURN_SCAN_BASELINE:-}")
cd -- "${KEYTURN_SCAN_PATH:-.}" 2> /dev/null || nothing_scanned "there is no directory ${KEYTURN_SCAN_PATH:-}"

shallow=$(git rev-parse --is-shallow-repository 2>&1) || nothing_scanned "git cannot read the repository: $shallow"
if [ "$shallow" = true ]; then
  nothing_scanned "this clone is shallow, most of its history is missing. Set fetch-depth: 0 at actions/checkout (GitLab: GIT_DEPTH: 0)."
fi
choose_range

if [ -n "$from" ]; then
  set -- scan range "$from..$to" --repo .
else
  set -- scan git .
fi
set -- "$@" --format "$format" --output "$report_path"
if [ "${GITHUB_ACTIONS:-}" = true ]; then set -- "$@" --annotations; fi
if [ -n "$config" ]; then set -- "$@" --config "$config"; fi
if [ -n "$baseline" ]; then set -- "$@" --baseline "$baseline"; fi
if [ "${KEYTURN_SCAN_REPORT:-}" = true ]; then set -- "$@" --report; fi
if [ "${KEYTURN_SCAN_ALLOW_EMPTY:-}" = true ]; then set -- "$@" --allow-empty; fi

"$keyturn" "$@"
code=$?
case $code in
  0 | 1 | 3) ;;
  *) nothing_scanned "the scan ended with code $code; its words are in the log of this step." ;;
esac
output exit-code "$code"
if [ -f "$report_path" ]; then
  output report-file "$report_file"
  if [ "$format" = sarif ]; then output sarif-file "$report_path"; fi
fi
if [ "${GITHUB_ACTIONS:-}" = true ]; then exit 0; fi
exit "$code"
