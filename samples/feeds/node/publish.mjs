// Publishes a prediction and the result of its match, each confirmed by the broker. RABBITMQ_URL says where that is.
import amqp from "amqplib";

const connection = await amqp.connect(process.env.RABBITMQ_URL ?? "amqp://guest:guest@127.0.0.1:5672");
const channel = await connection.createConfirmChannel();
channel.on("return", (message) => {
  console.error(`No queue takes ${message.fields.routingKey}.`);
  process.exitCode = 1;
});

const match = process.argv[2] ?? "sample.node.1";
const publish = (routingKey, message) =>
  channel.publish("stats.feed", routingKey, Buffer.from(JSON.stringify(message)), {
    contentType: "application/json", persistent: true, mandatory: true,
  });

publish("prediction.submitted", {
  matchId: match,
  model: { id: "node-sample", displayName: "Node sample", provider: "samples" },
  homeGoals: 2, awayGoals: 1, submittedAt: "2016-08-13T10:00:00Z",
});
publish("match.completed", {
  matchId: match,
  competition: { id: "sample.1", name: "Sample League" }, season: "2016-17",
  homeClub: { id: "reds", name: "Reds" }, awayClub: { id: "blues", name: "Blues" },
  kickoff: "2016-08-13T14:00:00Z", score: { regularTime: { home: 2, away: 1 } },
  revision: 1, occurredAt: "2016-08-13T15:50:00Z",
});

await channel.waitForConfirms();
await connection.close();
if (!process.exitCode) console.log(`Confirmed: ${match}.`);
