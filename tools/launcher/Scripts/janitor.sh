# Ends every child of a launcher and removes its folder, once the launcher has ended: janitor.sh FOLDER
# Standard input is a pipe that only the launcher holds. It closes when the launcher closes it or is killed.
exec >/dev/null 2>&1
trap '' INT TERM HUP
cd /
folder=$1
cat

# Whether the recorded process still runs: it is not a zombie, and no other process has its pid.
lives() {
  read -r stat <"/proc/$1/stat" || return 1
  set -- "$2" ${stat##*) }
  [ "$2" != Z ] && [ "$1" = "${21}" ]
}

# Children of PostgreSQL and Erlang open sessions of their own, but keep a working directory in the folder.
inside() {
  find /proc -mindepth 2 -maxdepth 2 -name cwd \( -lname "$folder" -o -lname "$folder/*" \) | cut -d/ -f3
}

left() {
  while read -r pid started stop; do
    if lives "$pid" "$started"; then echo "$pid $stop"; fi
  done <"$folder/pids"
}

# left_after SECOND: polls, and returns whether anything is left at that second since boot.
left_after() {
  while [ -n "$(left)" ] || [ -n "$(inside)" ]; do
    read -r now _ <"/proc/uptime"
    [ "${now%.*}" -lt "$1" ] || return 0
    sleep 0.05
  done
  return 1
}

touch "$folder/pids"
read -r began _ <"/proc/uptime"
began=${began%.*}
for pid in $(inside); do kill -CONT "$pid"; done
left | while read -r pid stop; do
  kill -"$stop" "-$pid"
  kill -CONT "-$pid"
done
end=$((began + 5))
while left_after "$end" && [ "$end" -lt $((began + 15)) ]; do
  left | while read -r pid stop; do kill -KILL "-$pid"; done
  for pid in $(inside); do kill -KILL "$pid"; done
  end=$((end + 1))
done
rm -rf "$folder"
