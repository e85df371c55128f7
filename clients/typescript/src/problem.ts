import type { components } from "./schema.d.ts";

/** An error as RFC 9457 has it: go by its `type`. */
export type Problem = components["schemas"]["Problem"];

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

  /** The HTTP status. */
  get status(): number {
    return this.problem.status;
  }

  /** Whether the same request may succeed later: after an outage, or in the next minute. */
  get isTemporary(): boolean {
    return this.status === 429 || this.status >= 500;
  }

  /** Reads the error of a response. A proxy's response may not have problem details. */
  static async of(response: Response): Promise<StatsError> {
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    const text = await response.text();
    const retryAfter = Number.isNaN(seconds) ? null : seconds;
    if (response.headers.get("Content-Type")?.startsWith("application/problem+json") === true)
      return new StatsError(JSON.parse(text) as Problem, retryAfter);
    const problem = { type: "about:blank", title: response.statusText || `HTTP ${response.status}`, status: response.status };
    return new StatsError(problem as Problem, retryAfter);
  }
}
