#!/bin/sh
# Unpacks programs of Debian 13 (trixie) that need nothing but libc into /usr: install-trixie.sh PACKAGE...
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
trixie() {
  apt-get -qq -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=- \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" "$@"
}
trixie update
cd "$work"
trixie download "$@"
for package in *.deb; do
  dpkg-deb -x "$package" /
done
