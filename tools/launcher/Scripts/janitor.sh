# Ends every child of one launcher and removes its folder, once the launcher is gone: janitor.sh FOLDER
# Standard input is a pipe that only the launcher holds. It ends when the launcher closes it and also when it is killed.
exec >/dev/null 2>&1
trap '' INT TERM HUP
cd /
folder=$1
cat

# The process that was recorded, neither ended (a zombie has) nor another one under its pid.
lives() {
  read -r stat <"/proc/$1/stat" || return 1
  set -- "$2" ${stat##*) }
  [ "$2" != Z ] && [ "$1" = "${21}" ]
}

# PostgreSQL's and Erlang's own children open sessions of their own, but they stay in the folder.
inside() {
  find /proc -mindepth 2 -maxdepth 2 -name cwd \( -lname "$folder" -o -lname "$folder/*" \) | cut -d/ -f3
}

left() {
  while read -r pid started stop; do
    if lives "$pid" "$started"; then echo "$pid $stop"; fi
  done <"$folder/pids"
}

# left_after SECOND: polls, and says whether anything is left at that second since boot.
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
