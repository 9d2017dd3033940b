# The machinery behind demo.sh: steps and their times, processes and how they end, waiting. Sourced, not run.

# ---- the folder of everything: readable by its owner alone, on a path that leaves room for sockets

set_up() {
  umask 077
  python=$(python3 -c 'import sys; print(sys.executable)') # past the shims of version managers, once
  work=$(mktemp -d "${TMPDIR:-/tmp}/keyturn-demo.XXXXXX")
  mkdir "$work/logs" "$work/secrets" "$work/start" "$work/pids"
  began=$(now)
  step_number=0 step_title='' finished=no
  trap tear_down EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

tear_down() {
  status=$?
  set +e
  trap '' HUP INT TERM
  trap - EXIT
  if [ "$keep" = yes ] && [ "$finished" = yes ]; then
    leave_up
    exit 0
  fi
  gone=$(processes_that_ended)
  stop_processes
  if [ $status = 0 ]; then
    rm -rf "$work"
  elif [ $status -ge 129 ]; then
    rm -rf "$work"
    say "" "Interrupted: everything is taken down."
  else
    [ -z "$step_title" ] || say "" "✗ step $step_number did not hold: $step_title"
    [ -z "$gone" ] || say "  Ended before its time:$gone."
    say "  What every process wrote is in $work/logs; remove $work when you have seen it."
  fi
  exit $status
}

leave_up() {
  {
    echo "here='$here' work='$work' python='$python'"
    echo ". '$here/stage.sh'"
    echo "stop_processes"
    echo "rm -rf '$work'"
  } > "$work/stop"
  say "" "Everything is still up:" "  the page   $api_a, sign in as $KEYTURN_ADMIN_EMAIL with the password in $work/secrets/password" \
    "  replicas   $api_a $api_b" "  gateway    $gateway" "  Vault      $vault, root token in $work/secrets/root" \
    "  processes  a file for each in $work/pids, and what it writes in $work/logs" \
    "Kill any of them, and start it again:" "  kill -9 \$(cat $work/pids/rotator); sh $work/start/rotator" \
    "To take everything down:" "  sh $work/stop"
}

# ---- what is told

say() { printf '%s\n' "$@"; }

# step TITLE: ends the step before and begins the next one.
step() {
  end_step
  step_number=$((step_number + 1))
  step_title=$1
  step_began=$(now)
  printf '\n%2d  %s\n' "$step_number" "$step_title"
}

end_step() {
  [ -z "$step_title" ] || printf '    took %s\n' "$(since "$step_began")"
  step_title=
}

# did WORDS: what was done. saw WORDS: what came of it. see COMMAND...: the same, as the command prints it.
did() { printf '    did  %s\n' "$*"; }

saw() { printf '    saw  %s\n' "$*"; }

see() {
  seen=$("$@") || broken "that did not work"
  printf '%s\n' "$seen" | sed 's/^/    saw  /'
}

broken() {
  printf '    ✗    %s\n' "$*" >&2
  exit 1
}

finish() {
  end_step
  finished=yes
  printf '\nEvery step held. The whole took %s.\n' "$(since "$began")"
}

now() { "$python" -c 'import time; print(int(time.monotonic() * 10))'; }

since() {
  tenths=$(($(now) - $1))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# ---- processes: each leads a group of its own, so that all of it ends with it and Ctrl-C is ours to answer

# begin NAME COMMAND...: runs it in the background. What it writes is in logs/NAME, its process id in pids/NAME, and
# start/NAME starts it again.
begin() {
  name=$1
  shift
  : > "$work/logs/$name"
  run_in_background "$name" "$@"
  {
    echo "here='$here' work='$work' python='$python'"
    echo "export PATH='$PATH' KEYTURN_JAVA_HOME='${KEYTURN_JAVA_HOME:-}' KEYTURN_TRUSTED_PROXIES='${KEYTURN_TRUSTED_PROXIES:-}'"
    echo ". '$here/stage.sh'"
    echo "run_in_background $name $("$python" -c 'import shlex, sys; print(shlex.join(sys.argv[1:]))' "$@")"
  } > "$work/start/$name"
}

run_in_background() {
  log=$work/logs/$1 pid_file=$work/pids/$1
  [ ! -f "$pid_file" ] || signal KILL "$(cat "$pid_file")" || true # what it left behind still has its port
  shift
  "$python" -c 'import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])' "$@" \
    < /dev/null >> "$log" 2>&1 &
  echo $! > "$pid_file"
}

processes_that_ended() {
  for pid_file in "$work"/pids/*; do
    [ ! -f "$pid_file" ] || signal 0 "$(cat "$pid_file")" || printf ' %s' "${pid_file##*/}"
  done
}

# The last one that began is stopped first.
stop_processes() {
  processes=$(cd "$work/pids" && ls -t | while read -r name; do cat "$name"; done)
  for process in $processes; do signal TERM "$process"; done
  patience=150
  for process in $processes; do
    while signal 0 "$process" && [ $patience -gt 0 ]; do
      patience=$((patience - 1))
      sleep 0.1
    done
    signal KILL "$process"
  done
  stop_postgres
}

# A server that is stopped while it starts, or killed, leaves its PostgreSQL behind.
stop_postgres() {
  pid_file=$work/data/postgres/data/postmaster.pid
  patience=100
  while [ -f "$pid_file" ] && kill -s INT "$(head -n 1 "$pid_file")" 2> /dev/null && [ $patience -gt 0 ]; do
    patience=$((patience - 1))
    sleep 0.1
  done
}

# A process that has only just begun does not lead its group yet.
signal() { kill -s "$1" -- "-$2" 2> /dev/null || kill -s "$1" "$2" 2> /dev/null; }

# await_line NAME TEXT SECONDS: waits until a process has written a line that holds the text, and puts what follows the
# text on that line into $found.
await_line() {
  process=$(cat "$work/pids/$1")
  patience=$(($3 * 10))
  until found=$(sed -n "s|^.*$2||p" "$work/logs/$1" | head -n 1) && [ -n "$found" ]; do
    kill -0 "$process" 2> /dev/null || { tail -n 5 "$work/logs/$1" >&2; broken "$1 ended by itself"; }
    patience=$((patience - 1))
    [ $patience -gt 0 ] || broken "$1 was not ready within $3 s"
    sleep 0.1
  done
}

# ---- small helpers

call() { "$python" "$here/call.py" "$@"; }

# A port that is free now.
free_port() {
  "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

random_word() { "$python" -c 'import secrets; print(secrets.token_urlsafe(18))'; }
