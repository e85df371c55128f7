#!/bin/sh
# Publishes a prediction and the result of its match through RabbitMQ's management API. It confirms nothing but that a queue
# took the message ("routed"): for trying things out, not for a feed.
# RABBITMQ_MANAGEMENT says where that is, with name and password.
set -eu
api="${RABBITMQ_MANAGEMENT:-http://guest:guest@127.0.0.1:15672}/api/exchanges/%2F/stats.feed/publish"
match="${1:-sample.curl.1}"

publish() {
    answer=$(curl --fail-with-body --silent --show-error --json \
        "{\"routing_key\": \"$1\", \"payload\": \"$(printf %s "$2" | sed 's/"/\\"/g')\", \"payload_encoding\": \"string\",
          \"properties\": {\"content_type\": \"application/json\", \"delivery_mode\": 2}}" "$api")
    [ "$answer" = '{"routed":true}' ] || { echo "No queue takes $1: $answer" >&2; exit 1; }
}

publish prediction.submitted '{"matchId": "'"$match"'", "model": {"id": "curl-sample", "displayName": "curl sample", "provider": "samples"}, "homeGoals": 2, "awayGoals": 1, "submittedAt": "2016-08-13T10:00:00Z"}'
publish match.completed '{"matchId": "'"$match"'", "competition": {"id": "sample.1", "name": "Sample League"}, "season": "2016-17", "homeClub": {"id": "reds", "name": "Reds"}, "awayClub": {"id": "blues", "name": "Blues"}, "kickoff": "2016-08-13T14:00:00Z", "score": {"regularTime": {"home": 2, "away": 1}}, "revision": 1, "occurredAt": "2016-08-13T15:50:00Z"}'
echo "Routed: $match."
