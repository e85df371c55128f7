import type { components } from "./schema.d.ts";
import { StatsError } from "./problem.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The match of a change. */
export interface ChangedMatch {
  readonly matchId: string;
  readonly kickoff: string;
  readonly competition: Named;
  readonly season: string;
  readonly home: Named;
  readonly away: Named;
  /** The score after 90 minutes. */
  readonly result: components["schemas"]["Scoreline"];
  /** Whether the match does not count. */
  readonly voided: boolean;
}

/** The first event of a new client: pages read from now on are not older than this change. */
export interface ReadyEvent {
  readonly type: "ready";
  readonly id: string;
  readonly data: { readonly change: number };
}

/** A match was scored: read the pages again whose `meta.scope` is in `tags`, or all if `names` is. */
export interface ChangeEvent {
  readonly type: "change";
  readonly id: string;
  readonly data: {
    readonly change: number;
    readonly matchId: string;
    readonly competitions: readonly string[];
    readonly seasons: readonly string[];
    readonly clubs: readonly string[];
    /** The new version of each tag, for `minVersion`. */
    readonly tags: Readonly<Record<string, number>>;
    readonly at: string;
    readonly match?: ChangedMatch;
  };
}

/** Anything may have changed: read all pages again. */
export interface ResetEvent {
  readonly type: "reset";
  readonly id: string;
  readonly data: { readonly change: number; readonly reason: "too-long-ago" | "generation" | "rebuild" };
}

export type StatsEvent = ReadyEvent | ChangeEvent | ResetEvent;

/** What to follow, and from where on. */
export interface FollowOptions {
  readonly competition?: string;
  readonly club?: string;
  readonly season?: string;
  /** The id of the last event that was received, to continue after it. */
  readonly lastEventId?: string;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
  /** Is told why the stream is reconnecting. */
  readonly onDisconnect?: (reason: unknown) => void;
}

// A heartbeat comes every 15 seconds, unless the operator set another interval.
const longestSilence = 60_000;

interface Place {
  id: string;
  retry: number;
}

export async function* follow(baseUrl: string, key: string, options: FollowOptions): AsyncGenerator<StatsEvent, void, undefined> {
  const { signal, onDisconnect, lastEventId, ...filters } = options;
  const place: Place = { id: lastEventId ?? "", retry: 2_000 };
  for (;;) {
    let wait = place.retry;
    try {
      yield* connect(baseUrl, key, filters, place, signal);
      wait = place.retry;
    } catch (error) {
      if (signal?.aborted === true) return;
      if (error instanceof StatsError) {
        if (!error.isTemporary) throw error;
        wait = Math.max(wait, (error.retryAfter ?? 0) * 1_000);
      }
      onDisconnect?.(error);
    }
    await pause(wait, signal);
  }
}

async function* connect(
  baseUrl: string, key: string, filters: Record<string, string>, place: Place, signal: AbortSignal | undefined,
): AsyncGenerator<StatsEvent, void, undefined> {
  const silence = new AbortController();
  const end = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  const query = new URLSearchParams({ ...filters, ...(place.id === "" ? {} : { lastEventId: place.id }) });
  let timer = setTimeout(() => silence.abort(new Error("The stream is silent.")), longestSilence);
  try {
    const response = await fetch(`${baseUrl}/api/stats/stream?${query}`, {
      headers: { Authorization: `Bearer ${key}`, Accept: "text/event-stream" },
      cache: "no-store",
      signal: end,
    });
    if (!response.ok) throw await StatsError.of(response);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    try {
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(new Error("The stream is silent.")), longestSilence);
        const frames = (rest + value).split("\n\n");
        rest = frames.pop()!;
        for (const frame of frames) {
          const event = parse(frame, place);
          if (event !== null) yield event;
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

// https://html.spec.whatwg.org/multipage/server-sent-events.html, as far as the API uses it: lines end with \n, data is one line.
function parse(frame: string, place: Place): StatsEvent | null {
  let type = "";
  let data = "";
  for (const line of frame.split("\n")) {
    const colon = line.indexOf(":");
    const [field, value] = [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    if (field === "id") place.id = value;
    else if (field === "event") type = value;
    else if (field === "data") data = value;
    else if (field === "retry") place.retry = Number(value);
  }
  return data === "" ? null : ({ type, id: place.id, data: JSON.parse(data) as unknown } as StatsEvent);
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal?.addEventListener("abort", finish);
  });
}
