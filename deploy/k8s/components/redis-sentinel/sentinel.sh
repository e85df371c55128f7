#!/bin/sh
# Starts a sentinel. It writes what it learns to its configuration, so that file is new in each pod.
set -eu
export REDISCLI_AUTH="$REDIS_PASSWORD"
self=${NODE:-$HOSTNAME.redis-nodes}
primary=$(timeout 5 redis-cli -h "${SENTINELS:-redis}" -p 26379 --raw sentinel get-master-addr-by-name stats 2>/dev/null | head -n 1) || true
case "$primary" in '' | *' '*) primary=${FIRST:-redis-0.redis-nodes} ;; esac
cat >"${DATA:-/data}/sentinel.conf" <<CONF
port 26379
dir ${DATA:-/data}
requirepass $REDIS_PASSWORD
sentinel sentinel-pass $REDIS_PASSWORD
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $self
sentinel monitor stats $primary 6379 2
sentinel auth-pass stats $REDIS_PASSWORD
sentinel down-after-milliseconds stats 3000
sentinel failover-timeout stats 15000
sentinel parallel-syncs stats 1
CONF
exec redis-server "${DATA:-/data}/sentinel.conf" --sentinel "$@"
