#!/bin/sh
# The whole of Keyturn on real parts, told step by step: ./keyturn demo [--repo PATH] [--keep]
#
# It reads as a tutorial: everything between two steps is a public command (keyturn, git, bao) or a call of the HTTP
# interface (call, which is call.py beside this file). Keys go from one to the next in files that only their owner can
# read, never as arguments, and are printed as hints. Everything lives in one private folder, on ports that were free,
# and ends with the script.
set -eu
here=$(CDPATH='' && cd -P -- "$(dirname "$0")" && pwd)
keyturn=${KEYTURN:-$here/../../keyturn}
. "$here/stage.sh"

usage="Usage: keyturn demo [--repo PATH] [--keep]

Tells the whole loop on real parts, in about two minutes, and takes everything down again.

  --repo PATH  plant the leak in a clone of this git repository, instead of a new one
  --keep       leave everything up in the end, and print the addresses

Exit 0 if every step was seen to hold, 1 if one did not, 2 if it cannot begin."

refuse() {
  printf 'keyturn demo: %s\n' "$*" >&2
  exit 2
}

keep=no repository=
while [ $# -gt 0 ]; do
  case $1 in
    --keep) keep=yes ;;
    --repo)
      [ $# -gt 1 ] || refuse "--repo needs the path of a git repository."
      repository=$2
      shift
      ;;
    -h | --help) printf '%s\n' "$usage" && exit 0 ;;
    *) refuse "there is no option '$1'; see keyturn demo --help." ;;
  esac
  shift
done
for tool in git python3; do
  command -v $tool > /dev/null || refuse "$tool is needed, and is not on the PATH."
done
if [ -n "$repository" ] && ! git -c safe.directory='*' -C "$repository" rev-parse --git-dir > /dev/null 2>&1; then
  refuse "$repository is not a git repository."
fi
bao=$(sh "$here/openbao.sh") || exit 2
set_up

# The demo's git and Vault look at nobody's configuration.
cat > "$work/gitconfig" << 'END'
[user]
  name = A Developer
  email = developer@example.org
[safe]
  directory = *
[init]
  defaultBranch = main
END
export GIT_CONFIG_GLOBAL="$work/gitconfig" GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE VAULT_ADDR VAULT_TOKEN BAO_ADDR BAO_TOKEN

say "Keyturn's demo: a key is issued, leaked, found, revoked, replaced; and would have been rotated anyway."
say "Everything it writes is in $work."

step "Two replicas of the api on one PostgreSQL"
export KEYTURN_ADMIN_EMAIL=ada@example.org
KEYTURN_ADMIN_PASSWORD=$(random_word)
export KEYTURN_ADMIN_PASSWORD KEYTURN_TRUSTED_PROXIES=127.0.0.1
begin replica_a "$keyturn" server --port "$(free_port)" --data "$work/data"
await_line replica_a "Keyturn is ready: " 180
api_a=$found
did "keyturn server --port ${api_a##*:} --data …/data"
begin replica_b "$keyturn" server --port "$(free_port)" --data "$work/data-b" \
  --database-url "@$work/data/database-url" --secrets "$work/data/secrets.json"
await_line replica_b "Keyturn is ready: " 180
api_b=$found
did "keyturn server --port ${api_b##*:} --database-url @…/data/database-url --secrets …/data/secrets.json"
see call GET "$api_a/actuator/health/readiness" --show status
see call GET "$api_b/actuator/health/readiness" --show status

step "A Vault, with a path, a policy and a role for each environment"
vault_port=$(free_port) cluster_port=$(free_port)
vault=http://127.0.0.1:$vault_port
mkdir "$work/vault"
cat > "$work/vault.hcl" << END
storage "raft" {
  path                   = "$work/vault"
  node_id                = "demo"
  performance_multiplier = 1
}
listener "tcp" {
  address         = "127.0.0.1:$vault_port"
  cluster_address = "127.0.0.1:$cluster_port"
  tls_disable     = true
}
api_addr     = "$vault"
cluster_addr = "https://127.0.0.1:$cluster_port"
END
begin vault "$bao" server "-config=$work/vault.hcl"
# shellcheck disable=SC2016
echo 'printf "{\"key\":\"%s\"}" "$(cat "$work/secrets/unseal")" |
  call PUT "'"$vault"'/v1/sys/unseal" --json - --within 60 --show sealed,version' >> "$work/start/vault"
call PUT "$vault/v1/sys/init" --json '{"secret_shares":1,"secret_threshold":1}' --within 120 --quiet \
  --keep keys_base64.0="$work/secrets/unseal" --keep root_token="$work/secrets/root"
printf '{"key":"%s"}' "$(cat "$work/secrets/unseal")" |
  see call PUT "$vault/v1/sys/unseal" --json - --show sealed,version
call GET "$vault/v1/sys/health" --within 120 --quiet
did "bao server, initialised and unsealed at $vault"
call POST "$vault/v1/sys/mounts/secret" --vault "$work/secrets/root" --quiet \
  --json '{"type":"kv","options":{"version":"2"}}'
call POST "$vault/v1/sys/auth/approle" --vault "$work/secrets/root" --json '{"type":"approle"}' --quiet
BAO_ADDR=$vault BAO_TOKEN=$(cat "$work/secrets/root")
export BAO_ADDR BAO_TOKEN
for environment in dev stg prd; do
  "$bao" policy write "keyturn-rotator-$environment" - > /dev/null << END
path "secret/data/keyturn/$environment/+"     { capabilities = ["create", "update", "read"] }
path "secret/metadata/keyturn/$environment/+" { capabilities = ["create", "update", "read"] }
path "sys/internal/ui/mounts/secret"          { capabilities = ["read"] }
path "sys/capabilities-self"                  { capabilities = ["update"] }
path "auth/token/lookup-self"                 { capabilities = ["read"] }
path "auth/token/renew-self"                  { capabilities = ["update"] }
path "auth/token/revoke-self"                 { capabilities = ["update"] }
END
  "$bao" write "auth/approle/role/keyturn-rotator-$environment" \
    "token_policies=keyturn-rotator-$environment" token_no_default_policy=true token_period=1h > /dev/null
  "$bao" read -field=role_id "auth/approle/role/keyturn-rotator-$environment/role-id" \
    > "$work/secrets/$environment.role-id"
  "$bao" write -f -field=secret_id "auth/approle/role/keyturn-rotator-$environment/secret-id" \
    > "$work/secrets/$environment.secret-id"
done
did "a policy and an AppRole for the rotator of dev, stg and prd"
"$bao" policy write ingestor - > /dev/null << END
path "secret/data/keyturn/prd/production-ingestor" { capabilities = ["read"] }
END
"$bao" token create -policy=ingestor -ttl=1h -field=token > "$work/secrets/ingestor.vault"
did "a token for the service, which may read one path and nothing else"
unset BAO_TOKEN

step "Signing in, and the keys that the tools work with"
printf '{"email":"%s","password":"%s"}' "$KEYTURN_ADMIN_EMAIL" "$KEYTURN_ADMIN_PASSWORD" |
  see call POST "$api_a/v1/sessions" --json - --keep accessToken="$work/secrets/session" --show expiresIn
printf '%s' "$KEYTURN_ADMIN_PASSWORD" > "$work/secrets/password"
unset KEYTURN_ADMIN_PASSWORD
call POST "$api_a/v1/keys" --bearer "$work/secrets/session" --keep key="$work/secrets/scanner.key" --quiet \
  --json '{"name":"Scanner","environment":"prd","scopes":["leaks:write"]}'
did "a key for the scanner, which may report leaks"
call POST "$api_a/v1/keys" --bearer "$work/secrets/session" --keep key="$work/secrets/rotator.key" --quiet --json '{
  "name":"Rotator","environment":"prd","scopes":["keys:roll","usage:read","events:read","rotations:write"]}'
did "a key for the rotator, which may replace managed keys"

step "A key for a service: + New Key, named for what uses it"
see call POST "$api_a/v1/keys" --bearer "$work/secrets/session" --json '{
  "name":"Production Ingestor","environment":"prd","scopes":["events:write","memberships:read"],"managed":true}' \
  --show hint,environment,state,deliveryPath
for environment in dev stg; do
  see call POST "$api_b/v1/keys" --bearer "$work/secrets/session" --show hint,environment,state \
    --json '{"name":"Ingestor","environment":"'$environment'","scopes":["events:write"],"managed":true}'
done

step "The rotator delivers them into Vault"
cat > "$work/rotator.yaml" << END
api:
  url: $api_a
  key-file: secrets/rotator.key
database-url: "@data/database-url"
environments:
END
for environment in dev stg prd; do
  cat >> "$work/rotator.yaml" << END
  - name: $environment
    vault:
      address: $vault
      role-id: $(cat "$work/secrets/$environment.role-id")
      secret-id-file: secrets/$environment.secret-id
END
done
begin rotator "$keyturn" rotator --config "$work/rotator.yaml"
did "keyturn rotator --config rotator.yaml"
path=$vault/v1/secret/data/keyturn/prd/production-ingestor
see call GET "$path" --vault "$work/secrets/ingestor.vault" --within 120 \
  --keep data.data.api_key="$work/secrets/ingestor.key" --show data.metadata.version,data.data.api_key
saw "a successor: nobody but the rotator has seen the key that Vault serves"
first_version=$(call GET "$path" --vault "$work/secrets/ingestor.vault" --value data.metadata.version)

step "A service uses its key through the gateway"
begin service "${KEYTURN_JAVA:-java}" "$here/../sample/SampleService.java" "$(free_port)"
await_line service "listening on " 60
service=127.0.0.1:$found
gateway_port=$(free_port)
gateway=http://127.0.0.1:$gateway_port
nginx=$(command -v nginx || command -v /usr/sbin/nginx) || nginx=
if [ -n "$nginx" ]; then
  mkdir "$work/gateway"
  sed -e "s|127.0.0.1:8081|127.0.0.1:$gateway_port|" -e "s|127.0.0.1:8090|$service|" \
    -e "s|server 127.0.0.1:8080;|server ${api_a#http://}; server ${api_b#http://};|" \
    "$here/../sample/nginx.conf" > "$work/gateway/nginx.conf"
  begin gateway "$nginx" -p "$work/gateway" -c "$work/gateway/nginx.conf"
  did "nginx with docs/sample/nginx.conf, which asks both replicas"
else
  begin gateway "$python" "$here/gateway.py" "$gateway_port" "$service" "${api_a#http://}" "${api_b#http://}"
  did "docs/demo/gateway.py, which asks both replicas (there is no nginx here)"
fi
as_the_service="--agent ingestor/2.1 --header X-Keyturn-Consumer:ingestor"
# shellcheck disable=SC2086
see call POST "$gateway/v1/events" --key "$work/secrets/ingestor.key" $as_the_service --within 60 \
  --json '{"type":"joined","user":"ada"}' --show accepted
# shellcheck disable=SC2086
see call GET "$gateway/v1/memberships/ada" --key "$work/secrets/ingestor.key" $as_the_service --show user,member
see call GET "$gateway/v1/memberships/ada" --expect 401 --show detail

step "The key is about to be committed: the hook stops it"
if [ -n "$repository" ]; then
  git clone --quiet "$repository" "$work/repository"
  did "git clone $repository"
else
  git init --quiet "$work/repository"
  did "git init"
fi
cd "$work/repository"
cp "$work/secrets/ingestor.key" "$work/secrets/leaked.key"
"$keyturn" hook install > "$work/logs/hook-install" 2>&1 || broken "$(cat "$work/logs/hook-install")"
did "keyturn hook install"
mkdir -p config
printf 'endpoint=https://api.example.org\napi.key=%s\n' "$(cat "$work/secrets/leaked.key")" > config/ingestor.properties
git add config/ingestor.properties
if git commit --quiet -m "Configure the ingestor" > "$work/logs/hook" 2>&1; then broken "the commit went through"; fi
did "git commit"
grep -q config/ingestor.properties "$work/logs/hook" || broken "the hook does not say where: $(cat "$work/logs/hook")"
see cat "$work/logs/hook"

step "It is committed all the same, and deleted again"
git commit --quiet --no-verify -m "Configure the ingestor"
leak_commit=$(git rev-parse HEAD)
did "git commit --no-verify"
git rm --quiet config/ingestor.properties
git commit --quiet --no-verify -m "Remove the configuration"
did "git rm, git commit"
saw "$(git status --short | wc -l | tr -d ' ') changes, no key in any file; it is in the history, at ${leak_commit}"

step "Somebody finds it there and uses it, while the service goes on using it too"
as_a_stranger="--from 127.66.6.6 --agent curl/8.5.0"
# shellcheck disable=SC2086
see call GET "$gateway/v1/memberships/ada" --key "$work/secrets/leaked.key" $as_a_stranger --show user,member
# shellcheck disable=SC2086
see call GET "$gateway/v1/memberships/ada" --key "$work/secrets/ingestor.key" $as_the_service --show user,member

step "The scanner finds it in the history, and the api revokes it"
KEYTURN_API_URL=$api_a KEYTURN_API_KEY=$(cat "$work/secrets/scanner.key")
export KEYTURN_API_URL KEYTURN_API_KEY
status=0
"$keyturn" scan git . --report --format json --output "$work/scan.json" 2> "$work/logs/scan" || status=$?
unset KEYTURN_API_KEY
did "keyturn scan git . --report"
[ $status = 1 ] || broken "the scan ended with $status instead of 1: $(cat "$work/logs/scan")"
ours=findings.rule:keyturn-api-key
see call GET "file:$work/scan.json" --when "$ours.commit=$leak_commit" \
  --show "$ours.secret,$ours.file,$ours.startLine,$ours.commit"
see cat "$work/logs/scan"

step "Both replicas refuse it"
for api in "$api_a" "$api_b"; do
  # shellcheck disable=SC2086
  see call GET "$api/v1/verify" --key "$work/secrets/leaked.key" $as_a_stranger --expect 401 --show detail
done
# shellcheck disable=SC2086
see call GET "$gateway/v1/memberships/ada" --key "$work/secrets/leaked.key" $as_a_stranger --expect 401 --show detail

step "Vault holds a new one, which works"
see call GET "$path" --vault "$work/secrets/ingestor.vault" --within 120 --when "data.metadata.version!=$first_version" \
  --keep data.data.api_key="$work/secrets/ingestor.key" --show data.metadata.version,data.data.api_key
# shellcheck disable=SC2086
see call GET "$gateway/v1/memberships/ada" --key "$work/secrets/ingestor.key" $as_the_service --show user,member

step "Who used it while it was exposed"
leak=$(call GET "$api_b/v1/leaks" --bearer "$work/secrets/session" --value leaks.0.id)
call GET "$api_b/v1/leaks/$leak/exposure" --bearer "$work/secrets/session" --within 60 --quiet \
  --when uses.agent:curl.known=false --when uses.agent:ingestor.known=true --when lostUses=0
see call GET "$api_b/v1/leaks/$leak/exposure" --bearer "$work/secrets/session" --show verdict,summary
see call GET "$api_b/v1/leaks/$leak/exposure" --bearer "$work/secrets/session" \
  --table uses:network,agent,consumer,known,code,count,firstAt

step "In 90 days every other key would have been rotated anyway"
"$keyturn" rotator run --due-as-of +91d --config "$work/rotator.yaml" > "$work/logs/rotator-run" 2>&1 ||
  broken "$(tail -n 5 "$work/logs/rotator-run")"
did "keyturn rotator run --due-as-of +91d"
see grep -E 'rotation|DELIVERED' "$work/logs/rotator-run"
for environment in dev stg prd; do
  see call GET "$api_a/v1/rotations?environment=$environment" --bearer "$work/secrets/session" \
    --table rotations:environment,keyName,cause,state,deliveredVersion
done
call GET "$path" --vault "$work/secrets/ingestor.vault" --quiet --keep data.data.api_key="$work/secrets/ingestor.key"
# shellcheck disable=SC2086
see call GET "$gateway/v1/memberships/ada" --key "$work/secrets/ingestor.key" $as_the_service --show user,member
finish
