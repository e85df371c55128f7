// The whole table of a season, page by page, and what one model's points of the latest match are made of:
// npm run sample -- http://127.0.0.1:8080 KEY
import { createStatsClient, type Row } from "../src/index.ts";

declare const process: { argv: string[]; exitCode: number };

async function main([baseUrl, key]: string[]): Promise<void> {
  if (baseUrl === undefined || key === undefined) throw new Error("usage: npm run sample -- URL KEY");
  const stats = createStatsClient(baseUrl, key);

  const [competition] = (await stats.get("/api/stats/competitions")).data;
  const season = competition?.seasons[0];
  if (competition === undefined || season === undefined) throw new Error("No match has a result yet.");

  console.log(`${competition.competitionName} ${season}`);
  let leader: Row | undefined;
  for await (const row of stats.rows("/api/stats/competitions/{id}", { path: { id: competition.competitionId }, query: { season, limit: 10 } })) {
    leader ??= row;
    console.log(`${row.rank}${row.tied ? "=" : ""}`.padEnd(5), row.displayName.padEnd(24), row.avgPoints.toFixed(2), row.trend);
  }
  if (leader === undefined) return;

  const { data: [latest] } = await stats.get("/api/stats/models/{id}/predictions", { path: { id: leader.modelId }, query: { season, limit: 1 } });
  if (latest === undefined) return;
  const score = ({ homeGoals, awayGoals }: { homeGoals: number; awayGoals: number }) => `${homeGoals}:${awayGoals}`;
  console.log(`${latest.home.name} - ${latest.away.name} ${score(latest.result)}, ${leader.displayName} said ${score(latest.prediction)}.`);
  console.log(latest.reason);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
