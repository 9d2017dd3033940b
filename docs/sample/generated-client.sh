#!/bin/sh
# A Python client that is generated from the api's own description, and used: signs in, creates a key, asks about it and
# revokes it. Needs a server; openapi-python-client is installed by pip into a folder of its own.
#
#   sh docs/sample/generated-client.sh http://127.0.0.1:8080 owner@example.com       the password is read from standard input
set -eu
address=$1
email=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m venv "$folder/tools"
"$folder/tools/bin/pip" install --quiet 'openapi-python-client==0.29.1'
(cd "$folder" && "$folder/tools/bin/openapi-python-client" generate --url "$address/openapi.json" --meta none \
  --output-path "$folder/keyturn" > "$folder/log" 2>&1) || { cat "$folder/log"; exit 1; }

cat > "$folder/use.py" << 'PYTHON'
import importlib
import pkgutil
import sys

import keyturn
from keyturn import AuthenticatedClient, Client
from keyturn import models

address, email = sys.argv[1:]
password = sys.stdin.readline().rstrip("\n")


def call(name):
    """A call by its method and path, wherever the generator has put it."""
    for module in pkgutil.walk_packages(keyturn.__path__, "keyturn."):
        if module.name.rsplit(".", 1)[1] == name:
            return importlib.import_module(module.name).sync_detailed
    raise SystemExit(f"the client has no call {name}")


anonymous = Client(base_url=address)
session = call("post_v1_sessions")(client=anonymous, body=models.SignIn(email=email, password=password)).parsed
owner = AuthenticatedClient(base_url=address, token=session.access_token)
key = call("post_v1_keys")(client=owner, body=models.NewKey(name="From a generated client", environment="dev")).parsed
asked = models.VerificationRequest(key=key.key)
print("valid:", call("post_v1_verifications")(client=owner, body=asked).parsed.valid)
receipt = call("delete_v1_keys_id")(id=key.id, client=owner).parsed
print("revoked at epoch:", receipt.epoch)
print("valid:", call("post_v1_verifications")(client=owner, body=asked).parsed.valid)
PYTHON
cd "$folder" && "$folder/tools/bin/python" use.py "$address" "$email"
