#!/bin/sh
# Renders an overlay for kubectl, or says what is still a placeholder. Nothing is asked of a cluster.
#
#   render.sh OVERLAY [SECRETS.env...] | kubectl apply -f -
#
# Refused, in the overlay and in the files from which the Secrets are made: change-me and the other published secrets. Refused in the
# overlay: an image without a digest (ALLOW_TAGS=1 allows tags). A release names its digests in the component images; for another image:
#
#   docker buildx imagetools inspect rabbitmq:4.1-management --format '{{.Manifest.Digest}}'
#   kustomize edit set image rabbitmq=rabbitmq:4.1-management@sha256:...
set -eu
[ $# -gt 0 ] || {
  sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
}
overlay=$1
shift
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
if command -v kustomize >/dev/null; then kustomize build "$overlay" >"$rendered"; else kubectl kustomize "$overlay" >"$rendered"; fi

found=0
# refuse FILE WHAT PATTERN: prints each matching line.
refuse() {
  if lines=$(grep -nE "$3" "$1"); then
    printf '%s\n' "$lines" | sed "s|^|render: $2: |" >&2
    found=1
  fi
}
for file in "$rendered" "$@"; do
  [ -r "$file" ] || {
    echo "render: $file can't be read" >&2
    exit 1
  }
  refuse "$file" 'a placeholder' '^[^#]*change-me'
  refuse "$file" 'a published secret' '^[^#]*(stats-dev-only|(demo|launcher|canary)-key-0123456789)'
done
refuse "$rendered" 'published secrets are allowed' 'Secrets__AllowPublished: "true"'
refuse "$rendered" 'a Secret in the overlay, which cannot be checked: create it from a file' '^kind: Secret$'
[ -n "${ALLOW_TAGS:-}" ] || refuse "$rendered" 'an image without a digest' '^ *(- )?image(Name)?: [^@]*$'
[ "$found" = 0 ] || exit 1
cat "$rendered"
