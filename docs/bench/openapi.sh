#!/bin/sh
# Attacks every call of the OpenAPI document with schemathesis (installed into a folder of its own by pip): no 5xx, and no
# answer that the document does not know.
#
#   sh docs/bench/openapi.sh [EXAMPLES]      20 by default, for each call and each kind of credentials
set -eu
cd "$(dirname "$0")/../.."

examples=${1:-20}
folder=$(mktemp -d)
tools=${XDG_CACHE_HOME:-$HOME/.cache}/keyturn/schemathesis
if ! [ -x "$tools/bin/schemathesis" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet 'schemathesis==4.32.5'
fi

export KEYTURN_ADMIN_EMAIL=owner@example.com KEYTURN_ADMIN_PASSWORD='correct horse battery 9'
./keyturn server --port 0 --data "$folder/data" > "$folder/out" 2> "$folder/log" &
server=$!
trap 'kill $server; wait $server 2> /dev/null || true; rm -rf "$folder"' EXIT
until grep -q 'Keyturn is ready' "$folder/out"; do
  kill -0 $server || { cat "$folder/log" >&2; exit 2; }
  sleep 0.2
done
address=$(sed -n 's/^Keyturn is ready: //p' "$folder/out")
token=$(python3 - "$address" << 'PYTHON'
import json, os, sys, urllib.request
body = json.dumps({"email": os.environ["KEYTURN_ADMIN_EMAIL"], "password": os.environ["KEYTURN_ADMIN_PASSWORD"]})
request = urllib.request.Request(f"{sys.argv[1]}/v1/sessions", body.encode(), {"Content-Type": "application/json"})
print(json.load(urllib.request.urlopen(request))["accessToken"])
PYTHON
)

key=$(python3 - "$address" "$token" << 'PYTHON'
import json, sys, urllib.request
scopes = ["keys:read", "keys:roll", "leaks:read", "leaks:write", "events:read", "usage:read", "verifications:write",
          "scans:work", "rotations:write"]
body = json.dumps({"name": "Every call", "environment": "dev", "scopes": scopes})
headers = {"Content-Type": "application/json", "Authorization": f"Bearer {sys.argv[2]}"}
print(json.load(urllib.request.urlopen(urllib.request.Request(f"{sys.argv[1]}/v1/keys", body.encode(), headers)))["key"])
PYTHON
)

# Waiting for events takes the time it says.
run() {
  "$tools/bin/schemathesis" run "$address/openapi.json" --max-examples "$examples" --seed 1 --phases fuzzing,coverage \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
    --request-timeout 20 --workers 2 --suppress-health-check all "$@"
}

echo "== as the owner, but for what ends the session or changes the password"
run --exclude-path-regex '^/v1/(events|me/|sessions$|sessions/|people/\{id\}/sessions)' -H "Authorization: Bearer $token"
echo "== with a key of every scope"
run --exclude-path-regex '^/v1/events' -H "Authorization: ApiKey $key"
echo "== as nobody"
run --exclude-path-regex '^/v1/events'
