// In a browser: the table of a competition, read anew the moment one of its matches is scored.
import { createStatsClient, type Row } from "../src/index.ts";

/** What an event `change` says. */
interface Change {
  readonly change: number;
  readonly matchId: string;
  /** The version of each tag since then: a page whose `meta.scope` is the tag may be asked for with it. */
  readonly tags: Readonly<Record<string, number>>;
}

/**
 * Shows the table of a competition until `stop` is called.
 *
 * @param show Is given the first hundred rows, now and after each change.
 * @returns What ends it.
 */
export async function follow(baseUrl: string, key: string, competition: string, show: (rows: Row[]) => void): Promise<{ stop: () => void }> {
  const stats = createStatsClient(baseUrl, key);
  const read = async (minVersion?: number) => {
    const query = { limit: 100, ...(minVersion === undefined ? {} : { minVersion }) };
    show((await stats.GET("/api/stats/competition/{id}", { params: { path: { id: competition }, query } })).data!.data.models);
  };

  // EventSource can't send a key. A ticket lasts for a minute, so each connection takes a new one and says where it was.
  let source: EventSource;
  let place = "";
  let stopped = false;
  const open = async () => {
    const { ticket } = (await stats.POST("/api/stats/stream/tickets")).data!;
    if (stopped) return;
    const query = new URLSearchParams({ competition, ticket, ...(place === "" ? {} : { lastEventId: place }) });
    source = new EventSource(`${baseUrl}/api/stats/stream?${query}`);
    const keep = (event: MessageEvent<string>) => (place = event.lastEventId);
    source.addEventListener("ready", keep);
    source.addEventListener("reset", (event) => (keep(event), void read()));
    source.addEventListener("change", (event) => {
      keep(event);
      void read((JSON.parse(event.data) as Change).tags[`competition:${competition}`]);
    });
    source.addEventListener("error", () => {
      source.close();
      if (!stopped) setTimeout(() => void open(), 2_000);
    });
  };

  await open();
  await read();
  return { stop: () => ((stopped = true), source.close()) };
}
