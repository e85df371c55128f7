// The whole table of a season, page by page, and what one model's points of the latest match are made of:
// npm run sample -- http://127.0.0.1:8080 KEY
import { createStatsClient, StatsError, type Row } from "../src/index.ts";

declare const process: { argv: string[]; exitCode: number };

async function main([baseUrl, key]: string[]): Promise<void> {
  if (baseUrl === undefined || key === undefined) throw new Error("usage: npm run sample -- URL KEY");
  const stats = createStatsClient(baseUrl, key);

  const competitions = (await stats.GET("/api/stats/competitions")).data!.data;
  const competition = competitions[0];
  const season = competition?.seasons[0];
  if (competition === undefined || season === undefined) throw new Error("No match has a result yet.");

  const pageAt = (place: { cursor?: string }) => stats.GET("/api/stats/competition/{id}", {
    params: { path: { id: competition.competitionId }, query: { season, limit: 10, ...place } },
  });
  const table: Row[] = [];
  for (let page = (await pageAt({})).data!; ; page = (await pageAt({ cursor: page.meta.pagination!.nextCursor! })).data!) {
    table.push(...page.data.models);
    if (!page.meta.pagination?.hasMore) break;
  }
  console.log(`${competition.competitionName} ${season}`);
  for (const row of table) console.log(`${row.rank}${row.tied ? "=" : ""}`.padEnd(5), row.displayName.padEnd(24), row.avgPoints.toFixed(2), row.trend);

  const latest = (await stats.GET("/api/stats/matches", { params: { query: { season, competition: competition.competitionId, limit: 1 } } })).data!.data[0];
  const leader = table[0];
  if (latest === undefined || leader === undefined) return;
  const { data: match } = (await stats.GET("/api/stats/matches/{id}", { params: { path: { id: latest.matchId } } })).data!;
  const points = match.predictions.find((prediction) => prediction.modelId === leader.modelId);
  if (points === undefined) return;
  const { home, away } = match.result.regularTime;
  console.log(`${match.homeClub.name} - ${match.awayClub.name} ${home}:${away}, ${leader.displayName} said ${points.homeGoals}:${points.awayGoals}:`);
  console.log(`  ${points.tendencyPoints} for the tendency, ${points.goalDifferenceBonus} for the difference, ${points.exactScoreBonus} for the exact score`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StatsError || error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
