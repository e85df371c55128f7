# Becomes a child of the launcher: child.sh FOLDER LOG STOP-SIGNAL COMMAND [ARGUMENT…]
# It records its pid for the janitor before it becomes the command, so that the janitor always knows the command. It also
# records its start time, because pids are reused.
folder=$1 log=$2 stop=$3
shift 3
started() { shift 21; echo "$1"; }
read -r stat <"/proc/$$/stat" || exit 126
echo "$$ $(started $stat) $stop" >>"$folder/pids" || exit 126
exec "$@" </dev/null >>"$log" 2>&1
