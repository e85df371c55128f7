// The built client against a server that plays the API.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { createStatsClient, StatsError } from "../dist/index.js";

/** Runs a test against a server; `answer` gets the address and the request. */
async function against(answer, run) {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method, url: request.url, key: request.headers.authorization });
    answer(new URL(request.url, "http://x"), response, seen.length);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await run(createStatsClient(`http://127.0.0.1:${server.address().port}`, "secret"), seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json = (response, body) => response.setHeader("Content-Type", "application/json").end(JSON.stringify(body));
const page = (data, nextCursor = null) => ({ data, meta: { pagination: { nextCursor } } });

test("get returns data and meta, and sends key, id and query", () =>
  against(
    (_, response) => json(response, page({ modelId: "elo" })),
    async (stats, seen) => {
      const { data } = await stats.get("/api/stats/models/{id}", { path: { id: "elo" }, query: { season: "2015-16" } });
      assert.equal(data.modelId, "elo");
      assert.deepEqual(seen, [{ method: "GET", url: "/api/stats/models/elo?season=2015-16", key: "Bearer secret" }]);
    },
  ));

test("a refused request throws its problem", () =>
  against(
    (_, response) => {
      response.writeHead(429, { "Content-Type": "application/problem+json", "Retry-After": "7" });
      response.end(JSON.stringify({ type: "urn:stats:problem:rate-limited", title: "Too many requests", status: 429 }));
    },
    async (stats) => {
      const error = await stats.get("/api/stats/seasons").catch((thrown) => thrown);
      assert.ok(error instanceof StatsError);
      assert.deepEqual(
        [error.problem.type, error.status, error.retryAfter, error.isTemporary], ["urn:stats:problem:rate-limited", 429, 7, true]);
    },
  ));

test("a response of a proxy throws too", () =>
  against(
    (_, response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad Gateway</h1>"),
    (stats) => assert.rejects(stats.get("/api/stats/seasons"), { name: "StatsError", status: 502, retryAfter: null }),
  ));

test("rows pages through lists and tables, and requests no page too many", () =>
  against(
    (url, response) => {
      const rows = { null: [[1, 2], "a"], a: [[3], "b"], b: [[4, 5], null] }[url.searchParams.get("cursor")];
      json(response, page(url.pathname.endsWith("/models") ? rows[0] : { models: rows[0] }, rows[1]));
    },
    async (stats, seen) => {
      for (const [path, params] of [
        ["/api/stats/models", { query: { limit: 2 } }],
        ["/api/stats/competitions/{id}", { path: { id: "en.1" }, query: { limit: 2, around: "elo" } }],
      ]) {
        const rows = [];
        for await (const row of stats.rows(path, params)) rows.push(row);
        assert.deepEqual(rows, [1, 2, 3, 4, 5]);
      }
      assert.equal(seen.length, 6);
      assert.equal(seen[3].url, "/api/stats/competitions/en.1?limit=2&around=elo");
      assert.equal(seen[4].url, "/api/stats/competitions/en.1?limit=2&cursor=a");
      for await (const row of stats.rows("/api/stats/models")) if (row === 2) break;
      assert.equal(seen.length, 7);
    },
  ));

test("follow reconnects after the last event, and ends when it is aborted", () =>
  against(
    (_, response, n) => {
      if (n === 2) return response.writeHead(503).end();
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(`retry: 10\n\nid: 1.${n}\nevent: change\ndata: {"change":${n},"text":"a: b"}\n`);
      // The end of a frame may come later than its beginning.
      setTimeout(() => {
        response.write(`\n: heartbeat\nid: 1.${n}0\n\n`);
        if (n < 4) response.end();
      }, 20);
    },
    async (stats, seen) => {
      const [end, reasons, events] = [new AbortController(), [], []];
      for await (const event of stats.follow({ competition: "en.1", signal: end.signal, onDisconnect: (reason) => reasons.push(reason) })) {
        events.push(`${event.type} ${event.id} ${event.data.change}`);
        if (events.length === 3) end.abort();
      }
      assert.deepEqual(events, ["change 1.1 1", "change 1.3 3", "change 1.4 4"]);
      assert.deepEqual(
        seen.map(({ url }) => url.split("?")[1]),
        ["competition=en.1", "competition=en.1&lastEventId=1.10", "competition=en.1&lastEventId=1.10", "competition=en.1&lastEventId=1.30"]);
      assert.deepEqual(reasons.map((reason) => reason.status), [503]);
    },
  ));

test("follow throws if it is refused for good", () =>
  against(
    (_, response) => response.writeHead(401).end(),
    (stats) => assert.rejects(async () => { for await (const _ of stats.follow()); }, { name: "StatsError", status: 401 }),
  ));
