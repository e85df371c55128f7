# The servers, the demo and the monitoring of the drill. Each program has a session of its own, so that it can be frozen and ended.

declare -A pid

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start NAME COMMAND…
start() {
  local name=$1
  shift
  setsid "$@" </dev/null >>"$work/$name.log" 2>&1 &
  pid[$name]=$!
}

# The process and its descendants, the process first.
tree() {
  local child
  echo "$1"
  for child in $(pgrep -P "$1"); do
    tree "$child"
  done
}

freeze() { kill -STOP $(tree "$1"); }

thaw() { kill -CONT $(tree "$1"); }

# end NAME
end() {
  local all
  all=$(tree "${pid[$1]}")
  kill -CONT $all 2>/dev/null
  kill $all 2>/dev/null
  unset "pid[$1]"
}

stop_all() {
  local name
  # A second signal must not leave servers behind.
  trap '' INT TERM
  [ -z "${load:-}" ] || kill $load 2>/dev/null
  # The demo first: its services would log that their servers are gone.
  if [ -n "${pid[demo]:-}" ]; then
    for name in ScoringService CacheInvalidator StatsApi StatsWeb; do
      thaw "$(service $name)" 2>/dev/null
    done
  fi
  for name in demo "${!pid[@]}"; do
    [ -z "${pid[$name]:-}" ] || { end "$name"; [ "$name" != demo ] || sleep 5; }
  done
  umount "$work/disk" 2>/dev/null
  sleep 2
  rm -rf "$work"
}

# await SECONDS COMMAND…: runs the command until it succeeds.
await() {
  local last=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $last ] || die "this did not succeed: $*"
    sleep 1
  done
}

# The demo's process of a service. Other systems may run on this machine.
service() {
  local found
  for found in $(pgrep -f "^dotnet .*/$1\.dll"); do
    if { tr '\0' '\n' <"/proc/$found/environ"; } 2>/dev/null | grep -qx "STATS_DRILL=$$"; then
      echo "$found"
      return
    fi
  done
  return 1
}

sql() { psql -qAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$postgres_port" -U stats -d stats "$@"; }

redis() { redis-cli -p "$redis_port" "$@"; }

broker() { (export "${broker_environment[@]}" && "$broker_folder/$1" "${@:2}"); }

ctl() { (cd "$root" && ./stats ctl "$@"); }

start_servers() {
  postgres_port=$(port) redis_port=$(port)
  local programs node amqp management prometheus_plugin mapper
  programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  mkdir "$work/postgres" "$work/redis" "$work/rabbitmq"
  # PostgreSQL refuses to run as root.
  chmod 755 "$work"
  chown postgres "$work/postgres"
  (cd "$work/postgres" && setpriv --reuid=postgres --regid=postgres --init-groups \
    "$programs/initdb" -D "$work/postgres/data" -U stats -A trust --no-sync --no-instructions >/dev/null) || die "initdb failed"
  start postgres setpriv --reuid=postgres --regid=postgres --init-groups "$programs/postgres" -D "$work/postgres/data" \
    -c listen_addresses=127.0.0.1 -c "port=$postgres_port" -c unix_socket_directories= -c max_connections=60
  start redis redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$work/redis" --save '' --appendonly no \
    --maxmemory 128mb --maxmemory-policy volatile-lru

  amqp=$(port) management=$(port) prometheus_plugin=$(port) mapper=$(port) node=drill$$@localhost
  cat >"$work/rabbitmq/rabbitmq.conf" <<TEXT
listeners.tcp.1 = 127.0.0.1:$amqp
management.tcp.port = $management
management.tcp.ip = 127.0.0.1
prometheus.tcp.port = $prometheus_plugin
prometheus.tcp.ip = 127.0.0.1
log.console = true
log.file = false
TEXT
  echo '[{kernel, [{inet_dist_use_interface, {127,0,0,1}}]}].' >"$work/rabbitmq/advanced.config"
  echo '[rabbitmq_management,rabbitmq_prometheus].' >"$work/rabbitmq/enabled_plugins"
  broker_environment=(HOME="$work/rabbitmq" ERL_EPMD_PORT="$mapper" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME="$node"
    RABBITMQ_DIST_PORT="$(port)" RABBITMQ_MNESIA_BASE="$work/rabbitmq/data" RABBITMQ_LOG_BASE="$work/rabbitmq/log"
    RABBITMQ_CONFIG_FILE="$work/rabbitmq/rabbitmq.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$work/rabbitmq/advanced.config"
    RABBITMQ_ENABLED_PLUGINS_FILE="$work/rabbitmq/enabled_plugins" RABBITMQ_CONF_ENV_FILE="$work/rabbitmq/none")
  # Debian's scripts in the PATH change the user.
  broker_folder=$(dirname "$(readlink -f /usr/lib/rabbitmq/bin/rabbitmq-server)")
  start epmd env "${broker_environment[@]}" epmd
  sleep 1
  start rabbitmq env "${broker_environment[@]}" RUNNING_UNDER_SYSTEMD=true \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-start_epmd false +sbwt none +sbwtdcpu none +sbwtdio none' "$broker_folder/rabbitmq-server"

  broker_api=http://127.0.0.1:$management/api broker_metrics=127.0.0.1:$prometheus_plugin
  await 60 psql -h 127.0.0.1 -p "$postgres_port" -U stats -d postgres -c 'create database stats'
  await 30 redis ping
  await 120 curl -fsS -u guest:guest "$broker_api/overview"
  export ConnectionStrings__Postgres="Host=127.0.0.1;Port=$postgres_port;Database=stats;Username=stats;Password=none"
  export ConnectionStrings__Redis=127.0.0.1:$redis_port ConnectionStrings__RabbitMq=amqp://guest:guest@127.0.0.1:$amqp/
}

demo_runs_or_ended() { grep -q '^Ctrl-C ends everything' "$work/demo.log" || ! kill -0 "${pid[demo]}"; }

start_demo() {
  local collector_port api_port web_port
  collector_port=$(port) api_port=$(port) web_port=$(port)
  collector=http://127.0.0.1:$collector_port api=http://127.0.0.1:$api_port web=http://127.0.0.1:$web_port
  start collector python3 "$here/collector.py" "$collector_port" 10
  export OTEL_EXPORTER_OTLP_ENDPOINT=$collector OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf OTEL_METRIC_EXPORT_INTERVAL=1000
  export OTEL_BSP_SCHEDULE_DELAY=500 STATS_DRILL=$$ STATS_API_KEY=demo-key-0123456789
  say "building and starting the demo"
  # The first rounds of the sample season.
  mkdir "$work/2015-16"
  head -n 62 "$root/samples/2015-16/en.1.csv" >"$work/2015-16/en.1.csv"
  start demo "$root/stats" demo --port "$api_port" --web-port "$web_port" --results "$work/2015-16/en.1.csv"
  await 900 demo_runs_or_ended
  kill -0 "${pid[demo]}" 2>/dev/null || die "the demo ended: $(tail -n 1 "$work/demo.log")"
  start_canary
  league=$work/$(date -u +%Y)/feed.csv
  mkdir "${league%/*}"
  write_league
  start_feed
}

start_canary() {
  start canary "$root/stats" ctl canary --api "$api"
  await 60 grep -q Listening "$work/canary.log"
}

# write_league [ROW…]: the source that the feed service follows.
write_league() {
  printf '%s\n' date,time,home,away,home_goals,away_goals "$(date -u -d yesterday +%F),12:00,Reds,Blues,1,0" "$@" >"$league"
}

start_feed() {
  start feed "$root/stats" ctl follow "$league" --every 5s --api "$api"
  await 60 grep -q Following "$work/feed.log"
}

start_monitoring() {
  local redis_exporter postgres_exporter node_exporter blackbox
  redis_exporter=$(port) postgres_exporter=$(port) node_exporter=$(port) blackbox=$(port) tls_port=$(port)
  mkdir "$work/rules" "$work/textfile"
  back_up
  for days in 365 5; do
    openssl req -x509 -newkey rsa:2048 -nodes -days $days -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
      -keyout "$work/$days.key" -out "$work/$days.pem" 2>/dev/null
  done
  cat "$work/365.pem" "$work/5.pem" >"$work/ca.pem"
  serve_tls 365
  sed "s|# tls_config:.*|tls_config: {ca_file: $work/ca.pem}|" "$root/deploy/observability/blackbox/blackbox.yml" >"$work/blackbox.yml"
  start redis-exporter prometheus-redis-exporter --redis.addr "redis://127.0.0.1:$redis_port" --web.listen-address "127.0.0.1:$redis_exporter"
  start postgres-exporter env DATA_SOURCE_NAME="postgresql://stats@127.0.0.1:$postgres_port/stats?sslmode=disable" \
    prometheus-postgres-exporter --web.listen-address "127.0.0.1:$postgres_exporter"
  start node-exporter prometheus-node-exporter --web.listen-address "127.0.0.1:$node_exporter" --collector.textfile.directory "$work/textfile"
  start blackbox prometheus-blackbox-exporter --config.file "$work/blackbox.yml" --web.listen-address "127.0.0.1:$blackbox"

  for file in "$rules"/*.yml; do
    shorten "$file" >"$work/rules/${file##*/}"
  done
  promtool check rules "$work"/rules/*.yml >/dev/null || die "the shortened rules are not valid"
  sed -e 's/_interval: 5s/_interval: 2s/' -e "s|otel-collector:8889|${collector#http://}|; s|rabbitmq:15692|$broker_metrics|" \
    -e "s|redis-exporter:9121|127.0.0.1:$redis_exporter|; s|postgres-exporter:9187|127.0.0.1:$postgres_exporter|" \
    -e "s|node-exporter:9100|127.0.0.1:$node_exporter|" "$root/deploy/observability/prometheus.yml" >"$work/prometheus.yml"
  cat >>"$work/prometheus.yml" <<TEXT
  - job_name: certificates
    metrics_path: /probe
    params: {module: [tls]}
    static_configs: [{targets: ["127.0.0.1:$tls_port"]}]
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
      - {source_labels: [__param_target], target_label: instance}
      - {target_label: __address__, replacement: "127.0.0.1:$blackbox"}
TEXT
  prometheus=http://127.0.0.1:$(port)
  start prometheus prometheus --config.file "$work/prometheus.yml" --storage.tsdb.path "$work/prometheus" --web.listen-address "${prometheus#http://}"
  await 60 curl -fsS "$prometheus/-/ready"
  verify
}

back_up() { echo "stats_backup_completed_timestamp_seconds ${1:-$(date +%s)}" >"$work/textfile/stats_backup.prom"; }

verify() { ctl verify >>"$work/verify.log"; }

# serve_tls DAYS: with the certificate that is valid so long.
serve_tls() {
  sleep 1
  start tls openssl s_server -accept "127.0.0.1:$tls_port" -cert "$work/$1.pem" -key "$work/$1.key" -quiet
}
