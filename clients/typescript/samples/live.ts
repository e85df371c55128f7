// In a browser: the table of a competition, read anew the moment one of its matches is scored.
import { createStatsClient, type Row } from "../src/index.ts";

/** What of an event `change` is needed here. */
interface Change {
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
  let shown = 0;
  const read = async (minVersion?: number) => {
    const query = { limit: 100, ...(minVersion === undefined ? {} : { minVersion }) };
    const page = (await stats.GET("/api/stats/competition/{id}", { params: { path: { id: competition }, query } })).data!;
    // Answers may overtake each other.
    if (page.meta.version < shown) return;
    shown = page.meta.version;
    show(page.data.models);
  };

  // EventSource can't send a key. A ticket opens one stream, so each connection takes a new one and says where it was.
  let source: EventSource | undefined;
  let place = "";
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = async () => {
    const { ticket } = (await stats.POST("/api/stats/stream/tickets")).data!;
    if (stopped) return;
    const query = new URLSearchParams({ competition, ticket, ...(place === "" ? {} : { lastEventId: place }) });
    const events = (source = new EventSource(`${baseUrl}/api/stats/stream?${query}`));
    // The first one, `ready`, says from where on changes are told: a page that was read before may lack one.
    for (const type of ["ready", "change", "reset"]) {
      events.addEventListener(type, (event: MessageEvent<string>) => {
        if (type === "reset") shown = 0;
        const version = (JSON.parse(event.data) as Partial<Change>).tags?.[`competition:${competition}`];
        // What could not be read is told again.
        read(version).then(() => (place = event.lastEventId), again);
      });
    }
    events.addEventListener("error", again);
  };
  const again = () => {
    source?.close();
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void open().catch(again), 2_000);
  };

  await open();
  return { stop: () => ((stopped = true), clearTimeout(timer), source?.close()) };
}
