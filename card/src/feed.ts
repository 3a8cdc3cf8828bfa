/** The one subscription that all cards of a page share. */

import type { Heard } from "./hass";
import { SUBSCRIBE, type CardPoint, type CardSession, type CardSnapshot, type CardUpdate } from "./wire";

/** How long to wait before asking again an integration that is not there, as while Home Assistant starts. */
const RETRY_MS = 5_000;

export type FeedState =
  { kind: "loading" } | { kind: "failed" } | { kind: "ready"; points: readonly CardPoint[] };

/** Sessions that changed; `null` where any may have. */
export interface News {
  sessions: readonly CardSession[];
  removed: readonly string[];
}

export type Listener = (state: FeedState, news: News | null) => void;

export class Feed {
  private readonly listeners = new Set<Listener>();
  private current: FeedState = { kind: "loading" };
  private leave: (() => Promise<void>) | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Counts subscriptions, so that what an old one still says is not heard. */
  private turn = 0;

  constructor(private readonly connection: Heard) {}

  get state(): FeedState {
    return this.current;
  }

  /** Call `listener` now and with all that follows; return what ends that. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      this.connection.addEventListener("ready", this.begin);
      this.begin();
    }
    listener(this.current, null);
    return () => {
      if (this.listeners.delete(listener) && !this.listeners.size) {
        this.connection.removeEventListener("ready", this.begin);
        this.end();
      }
    };
  }

  private readonly begin = (): void => {
    this.end();
    const turn = this.turn;
    this.connection
      .subscribeMessage(
        (message) => {
          if (turn === this.turn) this.hear(message);
        },
        { type: SUBSCRIBE },
        { resubscribe: false },
      )
      .then(
        (leave) => {
          if (turn === this.turn) this.leave = leave;
          else void leave().catch(() => undefined);
        },
        () => {
          if (turn !== this.turn) return;
          this.tell({ kind: "failed" }, null);
          this.retry = setTimeout(this.begin, RETRY_MS);
        },
      );
  };

  private end(): void {
    this.turn += 1;
    clearTimeout(this.retry);
    // The connection may be gone, and the subscription with it.
    void this.leave?.().catch(() => undefined);
    this.leave = undefined;
  }

  private hear(message: CardSnapshot | CardUpdate): void {
    if (message.kind === "snapshot") {
      this.tell({ kind: "ready", points: message.points }, null);
    } else if (this.current.kind === "ready") {
      const points = this.current.points.map((point) => ({ ...point, ...message.points[point.key] }));
      this.tell({ kind: "ready", points }, message);
    }
  }

  private tell(state: FeedState, news: News | null): void {
    this.current = state;
    for (const listener of [...this.listeners]) listener(state, news);
  }
}

const feeds = new WeakMap<Heard, Feed>();

/** Return the feed of a connection. */
export function feedOf(connection: Heard): Feed {
  let feed = feeds.get(connection);
  if (!feed) {
    feed = new Feed(connection);
    feeds.set(connection, feed);
  }
  return feed;
}

/** Return the supply point of a device, or the first one. */
export function chosen(points: readonly CardPoint[], deviceId: string | undefined): CardPoint | undefined {
  return deviceId === undefined ? points[0] : points.find((point) => point.device_id === deviceId);
}
