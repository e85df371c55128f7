#!/bin/sh
# Starts a Redis as the replica of the primary that the sentinels know. Before they know one, the first pod is the primary.
set -eu
export REDISCLI_AUTH="$REDIS_PASSWORD"
self=${NODE:-$HOSTNAME.redis-nodes}
primary=$(timeout 5 redis-cli -h "${SENTINELS:-redis}" -p 26379 --raw sentinel get-master-addr-by-name stats 2>/dev/null | head -n 1) || true
case "$primary" in '' | *' '*) primary=${FIRST:-redis-0.redis-nodes} ;; esac
# A cache: it keeps nothing on disk, and what is least used makes room.
set -- --port 6379 --save '' --appendonly no --maxmemory "${MAXMEMORY:-256mb}" --maxmemory-policy volatile-lru \
  --requirepass "$REDIS_PASSWORD" --masterauth "$REDIS_PASSWORD" --replica-announce-ip "$self" "$@"
[ "$primary" = "$self" ] || set -- "$@" --replicaof "$primary" 6379
exec redis-server "$@"
