// Only type-checked: what the types accept and refuse.
import { createStatsClient, type Row } from "../src/index.ts";
const stats = createStatsClient("http://x", "k");
const { data } = await stats.get("/api/stats/models/{id}", { path: { id: "elo" } });
const rank: number = data.competitions[0]!.rank;
const names: string[] = [];
for await (const row of stats.rows("/api/stats/clubs/{id}", { path: { id: "a" }, query: { minPredictions: 3, order: "asc" } })) {
  const ofTable: Row = row;
  names.push(ofTable.displayName);
}
for await (const p of stats.rows("/api/stats/models/{id}/predictions", { path: { id: "a" } })) names.push(p.reason, p.home.name, `${p.points?.total}`);
for await (const e of stats.follow()) if (e.type === "change") names.push(e.data.match!.home.name);
const c = await stats.get("/api/stats/compare", { query: { models: "a,b" } });
// @ts-expect-error models is required
await stats.get("/api/stats/compare");
// @ts-expect-error the id is missing
await stats.get("/api/stats/models/{id}");
// @ts-expect-error no list
stats.rows("/api/stats/compare");
export { rank, names, c };
