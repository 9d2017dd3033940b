#!/bin/sh
# Prints the folder of Python packages that holds moto, the AWS of the tests: KEYTURN_MOTO, else a private folder into which
# pip puts it once (about 20 MB to download).
set -eu

version=5.2.1
folder=${XDG_CACHE_HOME:-$HOME/.cache}/keyturn/moto-$version

if [ -n "${KEYTURN_MOTO:-}" ]; then
  [ -d "$KEYTURN_MOTO/moto" ] || { echo "KEYTURN_MOTO=$KEYTURN_MOTO holds no moto." >&2; exit 1; }
  echo "$KEYTURN_MOTO"
  exit
fi
if [ -d "$folder/moto" ]; then
  echo "$folder"
  exit
fi
if ! python3 -m pip --version > /dev/null 2>&1; then
  echo "moto is needed and there is no pip to fetch it with. Install python3-pip." >&2
  exit 1
fi
echo "fetching moto $version into $folder …" >&2
mkdir -p "$(dirname "$folder")"
fresh=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
if ! PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --no-input --disable-pip-version-check \
  --no-compile --target "$fresh" "moto==$version" flask flask-cors >&2; then
  echo "pip could not install moto $version." >&2
  exit 1
fi
mv "$fresh" "$folder"
echo "$folder"
