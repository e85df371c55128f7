import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

/** What the API answers with, by name. */
export type Schemas = components["schemas"];

/** A model in a table. */
export type Row = Schemas["Row"];

/** An error as RFC 9457 has it: go by its `type`. */
export type Problem = Schemas["Problem"];

/** A request that was refused, or could not be answered. */
export class StatsError extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds to wait before trying again, where the API says so. */
    readonly retryAfter: number | null,
  ) {
    super(`${problem.title}: ${problem.detail ?? problem.type}`);
    this.name = "StatsError";
  }
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return;
    const seconds = response.headers.get("Retry-After");
    throw new StatsError((await response.json()) as Problem, seconds === null ? null : Number(seconds));
  },
};

/**
 * A client of the Stats API: `client.GET("/api/stats/leaderboard", { params: { query: { season: "2015-16" } } })`.
 *
 * @param baseUrl Where the API is, for example `https://stats.example`.
 * @param key A key with the scope `stats:read`.
 * @throws StatsError from every request that is refused or can't be answered.
 */
export function createStatsClient(baseUrl: string, key: string): Client<paths> {
  const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });
  client.use(throwProblems);
  return client;
}
