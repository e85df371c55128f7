#!/bin/sh
# Backup and restore of the database, with PostgreSQL's own programs.
#
#   backup.sh dump FILE      writes the schemas events and stats to FILE; a role that reads everything (stats_verify) suffices
#   backup.sh restore FILE   replaces both schemas by those of FILE, starts a new generation and verifies; needs the owner, and
#                            services that are stopped
#   backup.sh drill          dumps, restores into a database of its own (stats_drill), verifies there, and drops it
#
# If BACKUP_METRICS is a folder, the time of a dump is written there for node-exporter's textfile collector.
#
# PGHOST, PGPORT, PGUSER (the owner), PGPASSWORD and PGDATABASE name the database, ConnectionStrings__Postgres and
# ConnectionStrings__Redis the same database and Redis for statsctl. For roles that the server doesn't have yet, a restore needs their
# passwords, POSTGRES_..._PASSWORD (see `statsctl migrate --help`). PG is put before PostgreSQL's programs, STATSCTL is the command for
# statsctl. DRILL_POSTGRES is the connection string with which a drill verifies; by default ConnectionStrings__Postgres with the database
# stats_drill. It must be set if only the command for statsctl knows that string, as with Docker Compose:
#
#   export PG='docker compose exec -T -e PGUSER=stats -e PGDATABASE=stats postgres' STATSCTL='docker compose run --rm -T statsctl'
#   export DRILL_POSTGRES='Host=postgres;Database=stats_drill;Username=stats;Password=...'
set -eu

say() { echo "backup: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

# The commands have words of their own.
pg() { ${PG:-} "$@"; }
statsctl() { ${STATSCTL:-./stats ctl} "$@"; }

database=${PGDATABASE:-stats}

dump() { pg pg_dump --dbname="$1" --format=custom --schema=events --schema=stats; }

# load DATABASE FILE: in one transaction, so a dump that isn't whole changes nothing. Owners and rights are those of this server.
load() {
  {
    echo 'set local client_min_messages = warning; drop schema if exists stats_rebuild, stats, events cascade;'
    pg pg_restore --no-owner --no-privileges --file=- <"$2" || printf '\n\\.\nselect the_dump_is_not_whole();\n'
  } | pg psql --dbname="$1" --quiet --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null ||
    fail "$2 could not be restored, and $1 was not changed"
}

case "${1:-} $#" in
  'dump 2')
    dump "$database" >"$2.part"
    mv "$2.part" "$2"
    if [ -n "${BACKUP_METRICS:-}" ]; then
      metrics=$BACKUP_METRICS/stats_backup.prom
      echo "stats_backup_completed_timestamp_seconds $(date +%s)" >"$metrics.part"
      mv "$metrics.part" "$metrics"
    fi
    say "wrote $2"
    ;;
  'restore 2')
    [ -r "$2" ] || fail "$2 can't be read"
    statsctl migrate --roles --dry-run >&2 || fail "$database was not changed, because statsctl could not update it afterwards"
    load "$database" "$2"
    left='migrate --roles, restore-done and verify'
    trap '[ $? = 0 ] || say "the data of $2 is restored, but the restore is not complete: before services start, run statsctl $left"' EXIT
    trap 'exit 1' HUP INT TERM
    statsctl migrate --roles
    # Before any service starts: Redis may have pages from the time after the dump.
    left='restore-done and verify'
    statsctl restore-done
    left=verify
    statsctl verify
    say "restored $2. Start the services, and let the feed repeat all messages since the dump."
    ;;
  'drill 1')
    [ -n "${DRILL_POSTGRES:-${ConnectionStrings__Postgres:-}}" ] || fail 'a drill needs ConnectionStrings__Postgres, or DRILL_POSTGRES'
    drill=${DRILL_POSTGRES:-$(echo "$ConnectionStrings__Postgres" | sed 's/Database=[^;]*/Database=stats_drill/')}
    file=$(mktemp)
    trap 'rm -f "$file"; pg dropdb --if-exists --force stats_drill' EXIT
    dump "$database" >"$file"
    pg dropdb --if-exists --force stats_drill
    pg createdb stats_drill
    load stats_drill "$file"
    statsctl verify --postgres "$drill"
    say 'the dump could be restored and has no differences'
    ;;
  *)
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
    exit 2
    ;;
esac
