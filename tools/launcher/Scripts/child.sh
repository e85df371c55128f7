# Becomes a child of the launcher: child.sh FOLDER LOG STOP-SIGNAL COMMAND [ARGUMENT…]
# It writes its own name into the janitor's book before it turns into the command, so that no moment exists in which
# the command runs and the janitor doesn't know it. Its start time goes with it: a pid alone may be used again.
folder=$1 log=$2 stop=$3
shift 3
started() { shift 21; echo "$1"; }
read -r stat <"/proc/$$/stat" || exit 126
echo "$$ $(started $stat) $stop" >>"$folder/pids" || exit 126
exec "$@" </dev/null >>"$log" 2>&1
