# What causes each alert, and what ends it. `cases` runs them in this order.

cases() {
  try true true Watchdog
  try expire_certificate renew_certificate CertificateExpires
  try stop_tls_server renew_certificate CertificateUnreadable
  try lose_backups back_up BackupOld
  try change_points repair_points VerifyFoundDifferences
  try refuse_messages drop_dead_letters MessagesRefused UnknownMembers DeadLetters DeadLettersOld
  try publish_late true FreshnessBurnsFast FreshnessBurnsSlowly
  try lock_table end_sessions ResultWithoutPoints PostgresTableLocked PostgresLongTransaction
  try slow_down_table end_sessions ApiSlow
  try deadlock true PostgresDeadlocks
  try take_connections end_sessions PostgresConnectionsHigh
  try freeze_postgres thaw_postgres ServiceNotReady PostgresAbsent ApiErrorsBurnFast ApiErrorsBurnSlowly
  try fill_redis enlarge_redis RedisRejectsWrites RedisMemoryHigh
  try overfill_redis enlarge_redis RedisEvicts
  try freeze_redis thaw_redis RedisAbsent ServiceDegraded
  try raise_memory_alarm end_memory_alarm BrokerMemoryAlarm BrokerMemoryHigh
  try raise_disk_alarm end_disk_alarm BrokerDiskAlarm BrokerDiskLow
  try unbind_points bind_points AnnouncementsLost
  try freeze_invalidator thaw_invalidator CacheInvalidatorAbsent PointsWait
  try freeze_scoring thaw_scoring NobodyScores QueueWithoutConsumer ResultsWait PredictionsWait QueueBacklog ChangesNotInForce
  try freeze_api thaw_api StatsApiAbsent WebErrors
  try freeze_web thaw_web StatsWebAbsent
  try announce_falsely restart_canary StaleRead
  try stop_canary restart_canary CanaryAbsent
  try blind_canary restart_canary CanaryBlind
  try lose_league write_league SourceUnreadable
  try delay_result write_league SourceLate
  try blind_feed restart_feed FeedServiceFails
  try stop_feed restart_feed FeedServiceAbsent
  try freeze_broker thaw_broker BrokerAbsent
  try fill_disk free_disk DiskFilling
  try refuse_traces accept_traces TelemetryExportFails
  try freeze_collector thaw_collector TelemetryAbsent ScrapeFails
  try true verify VerifyNotRun
}

# Repeats a command until `end_load`.
repeat() {
  (while :; do "$@" || true; sleep 0.5; done) </dev/null >/dev/null 2>&1 &
  load="${load:-} $!"
}

end_load() {
  [ -z "${load:-}" ] || kill $load 2>/dev/null
  load=
}

# publish EXCHANGE ROUTING_KEY BODY [HEADERS]
publish() {
  local headers=${4:-}
  jq -cn --arg key "$2" --arg body "$3" --argjson headers "${headers:-null}" \
    '{properties: {delivery_mode: 2, content_type: "application/json", headers: ($headers // {})}, routing_key: $key,
      payload: $body, payload_encoding: "string"}' |
    curl -fsS -u guest:guest -H 'Content-Type: application/json' -d @- "$broker_api/exchanges/%2F/${1//:/%3A}/publish" >/dev/null
}

matches=0

# play [HEADERS]: a new match, with a prediction and a result.
play() {
  local id=drill.$$.$((matches += 1)).$RANDOM
  publish stats.feed prediction.submitted "$(jq -cn --arg id "$id" '{matchId: $id, model: {id: "drill", displayName: "Drill",
    provider: "drill"}, homeGoals: 1, awayGoals: 0, submittedAt: "2016-05-07T09:30:00Z"}')"
  publish stats.feed match.completed "$(jq -cn --arg id "$id" '{matchId: $id, competition: {id: "drill", name: "Drill"},
    season: "2015-16", homeClub: {id: "reds", name: "Reds"}, awayClub: {id: "blues", name: "Blues"}, kickoff: "2016-05-07T15:00:00Z",
    score: {regularTime: {home: 1, away: 0}}, revision: 1, occurredAt: "2016-05-07T16:52:00Z"}')" "${1:-}"
}

# The header of a message that was published so many seconds ago.
ago() { echo "{\"timestamp_in_ms\": $((($(date +%s) - $1) * 1000))}"; }

read_api() { curl -s -m 10 -o /dev/null -H "Authorization: Bearer $STATS_API_KEY" "$api/api/stats/matches/drill-$RANDOM-$RANDOM"; }

read_web() { curl -s -m 10 -o /dev/null "$web/matches/drill-$RANDOM-$RANDOM" || true; }

expire_certificate() { end tls && serve_tls 5; }
renew_certificate() {
  [ -z "${pid[tls]:-}" ] || end tls
  serve_tls 365
}
stop_tls_server() { end tls; }

lose_backups() { back_up 1; }

change_points() {
  sql -c "update stats.standing set total_points = total_points + 1 where venue = 'home'"
  # Exit code 1: it found differences.
  verify || [ $? -eq 1 ]
}
repair_points() {
  sql -c "update stats.standing set total_points = total_points - 1 where venue = 'home'"
  verify
}

refuse_messages() {
  publish stats.feed match.completed '{"matchId": "drill.incomplete"}'
  publish stats.feed drill.unknown '{}'
  publish stats.feed prediction.submitted '{"matchId": "drill.member", "model": {"id": "drill", "displayName": "Drill",
    "provider": "drill"}, "homeGoals": 1, "awayGoals": 0, "submittedAt": "2016-05-07T09:30:00Z", "referee": "drill"}'
}
drop_dead_letters() { ctl dead-letters drop --yes --log "$work/dropped.jsonl"; }

publish_late() {
  local n
  for n in 1 2 3 4 5 6 7 8 9 10; do
    play "$(ago 60)"
  done
}

# hold STATEMENTS: a session that runs them.
hold() { start session psql -q -h 127.0.0.1 -p "$postgres_port" -U stats -d stats -c "$1"; }

lock_table() {
  hold 'begin; lock table stats.match in access exclusive mode; select pg_sleep(600)'
  sleep 1
  play "$(ago 3600)"
}
slow_down_table() {
  repeat sql -c 'begin; lock table stats.match in access exclusive mode; select pg_sleep(0.8); commit'
  repeat read_api
  repeat read_api
}
end_sessions() {
  end_load
  [ -z "${pid[session]:-}" ] || end session
  sql -c "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()"
}

deadlock() {
  sql -c 'create table if not exists public.drill (id int primary key, n int)' \
    -c 'insert into public.drill values (1, 0), (2, 0) on conflict do nothing'
  local first sessions=()
  for first in 1 2; do
    sql -c "begin; update public.drill set n = 1 where id = $first; select pg_sleep(2);
      update public.drill set n = 1 where id = $((3 - first)); commit" &
    sessions+=($!)
  done
  # PostgreSQL ends one of them.
  wait "${sessions[@]}"
  sql -c 'drop table public.drill'
}

take_connections() {
  local n
  for ((n = 0; n < 50; n++)); do
    sql -c 'select pg_sleep(400)' </dev/null >/dev/null 2>&1 &
    load="${load:-} $!"
  done
}

freeze_postgres() {
  freeze "${pid[postgres]}"
  local n
  for n in 1 2 3 4; do
    repeat read_api
  done
}
thaw_postgres() {
  thaw "${pid[postgres]}"
  end_load
}

fill_redis() {
  redis config set maxmemory-policy noeviction
  redis config set maxmemory 1mb
  repeat redis set drill x
}
overfill_redis() {
  local used
  used=$(redis info memory | sed -n 's/^used_memory:\([0-9]*\).*/\1/p')
  redis config set maxmemory $((used + 2000000))
  repeat redis eval "for n = 1, 3000 do redis.call('set', 'drill:' .. ARGV[1] .. n, string.rep('x', 1000), 'EX', 600) end" 0 "$RANDOM"
}
enlarge_redis() {
  end_load
  redis config set maxmemory 128mb
  redis config set maxmemory-policy volatile-lru
}

freeze_redis() { freeze "${pid[redis]}"; }
thaw_redis() { thaw "${pid[redis]}"; }

raise_memory_alarm() { broker rabbitmqctl set_vm_memory_high_watermark absolute 1MB; }
end_memory_alarm() { broker rabbitmqctl set_vm_memory_high_watermark 0.4; }
raise_disk_alarm() { broker rabbitmqctl set_disk_free_limit 9999GB; }
end_disk_alarm() { broker rabbitmqctl set_disk_free_limit 50MB; }

unbind_points() {
  local exchange=Stats.Contracts%3APointsCalculated
  curl -fsS -u guest:guest "$broker_api/exchanges/%2F/$exchange/bindings/source" |
    jq -r '.[] | "\(.destination_type[0:1])/\(.destination | @uri)/\(.properties_key | @uri)"' |
    while read -r binding; do
      curl -fsS -u guest:guest -X DELETE "$broker_api/bindings/%2F/e/$exchange/$binding"
    done
  repeat play
}
bind_points() {
  end_load
  ctl topology
}

freeze_invalidator() {
  freeze "$(service CacheInvalidator)"
  # Its connection ends after two missed heartbeats; until then it has the messages in hand.
  repeat play
}
thaw_invalidator() {
  end_load
  thaw "$(service CacheInvalidator)"
}

freeze_scoring() {
  freeze "$(service ScoringService)"
  play
  seq 10050 | jq -c '{matchId: "drill.backlog.\(.)", model: {id: "drill", displayName: "Drill", provider: "drill"}, homeGoals: 1,
    awayGoals: 0, submittedAt: "2016-05-07T09:30:00Z"}' >"$work/backlog.jsonl"
  ctl publish messages "$work/backlog.jsonl"
  write_league "$(date -u -d '6 hours ago' +%F,%H:%M),Greens,Yellows,2,1"
}
thaw_scoring() { thaw "$(service ScoringService)"; }

freeze_api() {
  freeze "$(service StatsApi)"
  local n
  for n in 1 2 3 4; do
    repeat read_web
  done
}
thaw_api() {
  thaw "$(service StatsApi)"
  end_load
  # The share of errors is known from requests only.
  local n
  for n in 1 2 3 4 5 6 7 8 9 10; do
    read_web
  done
}

freeze_web() { freeze "$(service StatsWeb)"; }
thaw_web() { thaw "$(service StatsWeb)"; }

announce_falsely() {
  publish Stats.Contracts:StatsInvalidated '' "$(jq -cn --argjson generation "$(sql -c 'select max(generation) from stats.change')" '{message:
    {matchId: "drill.never", tags: {"overall@2015-16": 999999999}, keysRemoved: 0, change: 1, generation: $generation,
      invalidatedAt: (now | todate)}}')"
}
stop_canary() { end canary; }
restart_canary() {
  end_load
  [ -z "${pid[canary]:-}" ] || end canary
  rm -f "$work/canary.log"
  start_canary
}
blind_canary() {
  end canary
  rm -f "$work/canary.log"
  STATS_API_KEY=not-a-key-0123456789 start_canary
  repeat play
}

lose_league() { rm -f "$league"; }
# A match without a result long after its end.
delay_result() { write_league "$(date -u -d '6 hours ago' +%F,%H:%M),Browns,Greys,,"; }
stop_feed() { end feed; }
restart_feed() {
  [ -z "${pid[feed]:-}" ] || end feed
  rm -f "$work/feed.log"
  start_feed
}
blind_feed() {
  end feed
  rm -f "$work/feed.log"
  STATS_API_KEY=not-a-key-0123456789 start_feed
}

freeze_broker() { freeze "${pid[rabbitmq]}"; }
thaw_broker() { thaw "${pid[rabbitmq]}"; }

fill_disk() {
  mkdir -p "$work/disk"
  mount -t tmpfs -o size=8m tmpfs "$work/disk"
  head -c 7800000 /dev/zero >"$work/disk/full"
}
free_disk() { rm -f "$work/disk/full"; }

refuse_traces() {
  curl -fsS -X POST "$collector/refuse/traces"
  repeat play
}
accept_traces() {
  end_load
  curl -fsS -X POST "$collector/accept/traces"
}

freeze_collector() { freeze "${pid[collector]}"; }
thaw_collector() { thaw "${pid[collector]}"; }
