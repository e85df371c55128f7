import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";
import { follow, type FollowOptions, type StatsEvent } from "./stream.ts";
import { StatsError } from "./problem.ts";

export { StatsError, type Problem } from "./problem.ts";
export type { ChangedMatch, ChangeEvent, FollowOptions, ReadyEvent, ResetEvent, StatsEvent } from "./stream.ts";

/** The schemas of the API, by name. */
export type Schemas = components["schemas"];

/** A model in a table. */
export type Row = Schemas["Row"];

type Operation<P extends keyof paths> = paths[P] extends { get: infer O } ? O : never;
type Json<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A : never;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;
type PathOf<O> = O extends { parameters: { path: infer I } } ? { path: I } : { path?: never };
type WithQuery<O> = {} extends QueryOf<O> ? { query?: QueryOf<O> } : { query: QueryOf<O> };

/** The path of a page. */
export type PagePath = { [P in keyof paths]: [Json<Operation<P>>] extends [never] ? never : P }[keyof paths];

/** The path of a page of a list or a table. */
export type ListPath = { [P in PagePath]: "cursor" extends keyof QueryOf<Operation<P>> ? P : never }[PagePath];

/** A page: its data and its metadata. */
export type Page<P extends PagePath> = Json<Operation<P>>;

/** A row of a list or a table. */
export type RowOf<P extends ListPath> =
  Page<P> extends { data: (infer R)[] } ? R : Page<P> extends { data: { models: (infer R)[] } } ? R : never;

/** The ids in a path, and the query. */
export type Params<P extends PagePath> = PathOf<Operation<P>> & WithQuery<Operation<P>> & { signal?: AbortSignal };

type Arguments<P extends PagePath> = {} extends Params<P> ? [params?: Params<P>] : [params: Params<P>];

/** A client of the Stats API. Each method throws `StatsError` if the request is refused or can't be answered. */
export interface StatsClient {
  /** Reads a page: `await stats.get("/api/stats/models/{id}", { path: { id: "elo" }, query: { season: "2015-16" } })`. */
  get<P extends PagePath>(path: P, ...params: Arguments<P>): Promise<Page<P>>;

  /** Reads a list or a table page by page, from the page that the query asks for to the last one. */
  pages<P extends ListPath>(path: P, ...params: Arguments<P>): AsyncGenerator<Page<P>, void, undefined>;

  /** Reads a list or a table row by row; it requests a page when its first row is wanted. */
  rows<P extends ListPath>(path: P, ...params: Arguments<P>): AsyncGenerator<RowOf<P>, void, undefined>;

  /** The points of a match for another result. Stores nothing. */
  whatIf(matchId: string, result: Schemas["WhatIfRequest"], signal?: AbortSignal): Promise<WhatIf>;

  /**
   * Follows the changes. After a lost connection it reconnects and continues with the event after the last one, so none is missed. It ends
   * when `signal` is aborted, and throws `StatsError` if the request is refused for good.
   */
  follow(options?: FollowOptions): AsyncGenerator<StatsEvent, void, undefined>;

  /** The client of openapi-fetch below, for anything else. It throws `StatsError` too. */
  readonly raw: Client<paths>;
}

/** A match scored with another result. */
export type WhatIf = paths["/api/stats/matches/{id}/what-if"]["post"]["responses"][200]["content"]["application/json"];

interface UntypedParams {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  signal?: AbortSignal;
}

interface UntypedPage {
  data: unknown[] | { models: unknown[] };
  meta: { pagination: { nextCursor: string | null } | null };
}

/**
 * Creates a client.
 *
 * @param baseUrl Where the API is, for example `https://stats.example`.
 * @param key A key with the scope `stats:read`.
 */
export function createStatsClient(baseUrl: string, key: string): StatsClient {
  const raw = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });
  raw.use({
    async onResponse({ response }) {
      if (!response.ok && response.status !== 304) throw await StatsError.of(response);
    },
  });
  // The path is only known to the caller, so the types of openapi-fetch can't be checked here.
  const request = raw.GET as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;

  async function read(path: string, { path: ids = {}, query = {}, signal }: UntypedParams): Promise<unknown> {
    return (await request(path, { params: { path: ids, query }, ...(signal === undefined ? {} : { signal }) })).data;
  }

  async function* pages(path: string, params: UntypedParams): AsyncGenerator<UntypedPage, void, undefined> {
    let query = params.query ?? {};
    for (;;) {
      const page = (await read(path, { ...params, query })) as UntypedPage;
      yield page;
      const cursor = page.meta.pagination?.nextCursor;
      if (cursor == null) return;
      // The cursor replaces the model that the first page was around.
      const { around: _, ...others } = query;
      query = { ...others, cursor };
    }
  }

  async function* rows(path: string, params: UntypedParams): AsyncGenerator<unknown, void, undefined> {
    for await (const { data } of pages(path, params)) yield* Array.isArray(data) ? data : data.models;
  }

  return {
    get: (path, ...[params]) => read(path, (params ?? {}) as UntypedParams) as Promise<never>,
    pages: (path, ...[params]) => pages(path, (params ?? {}) as UntypedParams) as AsyncGenerator<never, void, undefined>,
    rows: (path, ...[params]) => rows(path, (params ?? {}) as UntypedParams) as AsyncGenerator<never, void, undefined>,
    whatIf: async (id, body, signal) =>
      (await raw.POST("/api/stats/matches/{id}/what-if", { params: { path: { id } }, body, ...(signal === undefined ? {} : { signal }) })).data!,
    follow: (options = {}) => follow(baseUrl, key, options),
    raw,
  };
}
