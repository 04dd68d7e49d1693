#!/bin/sh
# Starts a real S3 server for tests: the Ceph Object Gateway over one monitor and one store, all on this machine, in a
# throw-away folder. Debian, as root. Prints what to set, or runs the command it is given with that set, and ends with it:
#   scripts/s3-server.sh npm test -- test/files/s3-storage.test.ts
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

if ! command -v radosgw >/dev/null 2>&1 || ! command -v ceph-osd >/dev/null 2>&1; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
    fail 'The S3 tests need radosgw, ceph-mon, ceph-osd and ceph-common: install them.'
  echo 'Installing radosgw; this takes about a minute.' >&2
  apt-get -qq update >&2
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
    radosgw ceph-mon ceph-osd ceph-common >/dev/null
fi
[ "$(id -u)" = 0 ] || fail 'The S3 server must be started as root.'

# Any three free ports: asked of the system just before use.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

place=$(mktemp -d "${TMPDIR:-/tmp}/gongdao-s3-XXXXXX")
monitor_port=$(free_port)
port=$(free_port)
conf="$place/ceph.conf"
id=$(cat /proc/sys/kernel/random/uuid)
cat >"$conf" <<CONF
[global]
fsid = $id
mon host = [v2:127.0.0.1:$monitor_port]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $place/keyring
log file = $place/\$name.log
admin socket = $place/\$name.asok
run dir = $place
pid file =
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd crush chooseleaf type = 0
mon allow pool size one = true
osd memory target = 939524096
bluestore block size = 4294967296
ms bind ipv6 = false
[mon.a]
mon data = $place/mon
[osd.0]
osd data = $place/osd
[client.gateway]
rgw data = $place/gateway
rgw frontends = beast endpoint=127.0.0.1:$port
rgw thread pool size = 64
CONF

monitor=
store=
gateway=
stop() {
  for process in $gateway $store $monitor; do kill "$process" 2>/dev/null || true; done
  for process in $gateway $store $monitor; do wait "$process" 2>/dev/null || true; done
  rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT TERM

quiet() {
  "$@" >>"$place/setup.log" 2>&1 || { tail -20 "$place/setup.log" >&2; fail "failed: $*"; }
}

mkdir "$place/mon" "$place/osd" "$place/gateway"
quiet ceph-authtool --create-keyring "$place/keyring" --gen-key -n mon. --cap mon 'allow *'
quiet ceph-authtool "$place/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
quiet ceph-authtool "$place/keyring" --gen-key -n osd.0 --cap mon 'allow *' --cap osd 'allow *'
quiet ceph-authtool "$place/keyring" --gen-key -n client.gateway --cap mon 'allow *' --cap osd 'allow *'
quiet monmaptool --create --addv a "[v2:127.0.0.1:$monitor_port]" --fsid "$id" "$place/monmap"
quiet ceph-mon -c "$conf" --mkfs -i a --monmap "$place/monmap" --keyring "$place/keyring"
ceph-mon -c "$conf" -f -i a >>"$place/setup.log" 2>&1 &
monitor=$!
quiet timeout 60 ceph -c "$conf" osd new "$(cat /proc/sys/kernel/random/uuid)" 0
quiet ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$(timeout 60 ceph -c "$conf" osd dump 2>/dev/null | sed -n 's/^osd\.0 .* \([0-9a-f-]*\)$/\1/p')"
quiet timeout 60 ceph -c "$conf" osd crush add osd.0 1 root=default
ceph-osd -c "$conf" -f -i 0 >>"$place/setup.log" 2>&1 &
store=$!
radosgw -c "$conf" -f -n client.gateway >>"$place/setup.log" 2>&1 &
gateway=$!

# The first command waits until the gateway's pools are there.
quiet timeout 120 radosgw-admin -c "$conf" -n client.gateway user create --uid gongdao --display-name gongdao \
  --access-key gongdao --secret-key gongdao-secret
tries=0
until curl -fs -o /dev/null "http://127.0.0.1:$port/"; do
  tries=$((tries + 1))
  [ "$tries" -lt 240 ] || { tail -20 "$place/setup.log" >&2; fail 'the gateway does not answer'; }
  sleep 0.5
done

export AWS_ACCESS_KEY_ID=gongdao AWS_SECRET_ACCESS_KEY=gongdao-secret
export S3_TEST_FILES="s3://evidence/test?endpoint=http://127.0.0.1:$port&region=us-east-1"
node --input-type=module -e "
  import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
  const client = new S3Client({ endpoint: 'http://127.0.0.1:$port', region: 'us-east-1', forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'evidence' }));
"
if [ "$#" = 0 ]; then
  echo "AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY FILES='$S3_TEST_FILES'"
  wait "$gateway"
else
  "$@"
fi
