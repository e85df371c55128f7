#!/bin/sh
# Installs Debian packages without starting their services: install.sh PACKAGE…
set -e
policy=/usr/sbin/policy-rc.d

# Several test assemblies may find the packages missing at the same time; one installs, the others wait.
exec 9>/run/stats-install.lock
flock 9

# An administrator's own policy stays.
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
