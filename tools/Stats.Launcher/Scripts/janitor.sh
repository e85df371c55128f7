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

all() { left; inside; }

touch "$folder/pids"
for pid in $(inside); do kill -CONT "$pid"; done
left | while read -r pid stop; do
  kill -"$stop" "-$pid"
  kill -CONT "-$pid"
done
tries=0
while [ -n "$(all)" ] && [ $tries -lt 70 ]; do
  sleep 0.05
  tries=$((tries + 1))
done
tries=0
while [ -n "$(all)" ] && [ $tries -lt 20 ]; do
  left | while read -r pid stop; do kill -KILL "-$pid"; done
  for pid in $(inside); do kill -KILL "$pid"; done
  sleep 0.05
  tries=$((tries + 1))
done
rm -rf "$folder"
