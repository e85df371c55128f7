# Becomes a child of the launcher: child.sh FOLDER LOG STOP-SIGNAL COMMAND [ARGUMENT…]
# It records its pid for the janitor before it becomes the command, so the janitor knows the command as long as it runs. The start time
# is recorded too, because the system reuses pids.
folder=$1 log=$2 stop=$3
shift 3
started() { shift 21; echo "$1"; }
read -r stat <"/proc/$$/stat" || exit 126
echo "$$ $(started $stat) $stop" >>"$folder/pids" || exit 126
exec "$@" </dev/null >>"$log" 2>&1
