// In a browser: the table of a competition, read again the moment one of its matches is scored.
import { createStatsClient, type Row } from "../src/index.ts";

/**
 * Shows the table of a competition until `stop` is called.
 *
 * @param show Is given the first hundred rows, now and after each change.
 * @returns What ends it.
 */
export function follow(baseUrl: string, key: string, competition: string, show: (rows: Row[]) => void): { stop: () => void } {
  const stats = createStatsClient(baseUrl, key);
  const end = new AbortController();
  const read = async (minVersion?: number) => {
    const query = { limit: 100, ...(minVersion === undefined ? {} : { minVersion }) };
    show((await stats.get("/api/stats/competitions/{id}", { path: { id: competition }, query, signal: end.signal })).data.models);
  };
  const run = async () => {
    // The first event, `ready`, says from where on changes are told: a page that was read before may lack one.
    for await (const event of stats.follow({ competition, signal: end.signal }))
      await read(event.type === "change" ? event.data.tags[`competition:${competition}`] : undefined);
  };
  run().catch((error: unknown) => {
    if (!end.signal.aborted) console.error(error);
  });
  return { stop: () => end.abort() };
}
