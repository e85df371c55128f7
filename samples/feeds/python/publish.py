"""Publishes a prediction and the result of its match, each confirmed by the broker. RABBITMQ_URL says where that is."""
import json
import os
import sys

import pika  # pip install pika==1.3.2

connection = pika.BlockingConnection(pika.URLParameters(os.environ.get("RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672")))
channel = connection.channel()
channel.confirm_delivery()  # from here on a message that is not confirmed, or that no queue takes, raises

match = sys.argv[1] if len(sys.argv) > 1 else "sample.python.1"


def publish(routing_key, message):
    channel.basic_publish(
        "stats.feed", routing_key, json.dumps(message).encode(), mandatory=True,
        properties=pika.BasicProperties(content_type="application/json", delivery_mode=2))


publish("prediction.submitted", {
    "matchId": match,
    "model": {"id": "python-sample", "displayName": "Python sample", "provider": "samples"},
    "homeGoals": 2, "awayGoals": 1, "submittedAt": "2016-08-13T10:00:00Z",
})
publish("match.completed", {
    "matchId": match,
    "competition": {"id": "sample.1", "name": "Sample League"}, "season": "2016-17",
    "homeClub": {"id": "reds", "name": "Reds"}, "awayClub": {"id": "blues", "name": "Blues"},
    "kickoff": "2016-08-13T14:00:00Z", "score": {"regularTime": {"home": 2, "away": 1}},
    "revision": 1, "occurredAt": "2016-08-13T15:50:00Z",
})

connection.close()
print(f"Confirmed: {match}.")
