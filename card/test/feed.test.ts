import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { chosen, Feed, feedOf, type FeedState, type News } from "../src/feed";
import type { Heard } from "../src/hass";
import type { CardSnapshot, CardUpdate } from "../src/wire";
import { point, session } from "./build";

/** A socket to a Home Assistant that may not have the integration yet. */
class Line implements Heard {
  readonly heard: ((message: CardSnapshot | CardUpdate) => void)[] = [];
  readonly ready = new Set<() => void>();
  left = 0;
  refuses = false;
  breaks = false;

  subscribeMessage(callback: (message: CardSnapshot | CardUpdate) => void): Promise<() => Promise<void>> {
    this.heard.push(callback);
    if (this.refuses) return Promise.reject(new Error("unknown command"));
    return Promise.resolve(() => {
      this.left += 1;
      return this.breaks ? Promise.reject(new Error("connection lost")) : Promise.resolve();
    });
  }

  addEventListener(_event: "ready", listener: () => void): void {
    this.ready.add(listener);
  }

  removeEventListener(_event: "ready", listener: () => void): void {
    this.ready.delete(listener);
  }

  say(message: CardSnapshot | CardUpdate): void {
    this.heard.at(-1)?.(message);
  }
}

const SNAPSHOT: CardSnapshot = { kind: "snapshot", points: [point()] };
const UPDATE: CardUpdate = {
  kind: "update",
  points: { "0123456789": { charging: true } },
  sessions: [session()],
  removed: ["two"],
};

let line: Line;
let feed: Feed;
let told: [FeedState, News | null][];
const listen = (): (() => void) => feed.listen((state, news) => told.push([state, news]));
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  vi.useFakeTimers();
  line = new Line();
  feed = new Feed(line);
  told = [];
});
afterEach(() => vi.useRealTimers());

describe("a feed", () => {
  it("is loading until the snapshot comes", async () => {
    listen();
    await settle();
    expect(feed.state).toEqual({ kind: "loading" });
    line.say(SNAPSHOT);
    expect(told.at(-1)).toEqual([{ kind: "ready", points: [point()] }, null]);
  });

  it("puts what changes into what it holds", async () => {
    listen();
    await settle();
    line.say(UPDATE);
    expect(feed.state.kind).toBe("loading");
    line.say(SNAPSHOT);
    line.say(UPDATE);
    expect(told.at(-1)).toEqual([{ kind: "ready", points: [point({ charging: true })] }, UPDATE]);
  });

  it("is one for all cards, and tells a later one what it holds", async () => {
    listen();
    await settle();
    line.say(SNAPSHOT);
    const seen: FeedState[] = [];
    feed.listen((state) => seen.push(state));
    expect(line.heard).toHaveLength(1);
    expect(seen).toEqual([{ kind: "ready", points: [point()] }]);
  });

  it("ends with the last card, and what is still said then is not heard", async () => {
    const leave = [listen(), listen()];
    await settle();
    for (const one of leave) one();
    leave[0]?.();
    expect(line.left).toBe(1);
    expect(line.ready.size).toBe(0);
    const before = told.length;
    line.say(SNAPSHOT);
    expect(told).toHaveLength(before);
  });

  it("asks again an integration that is not there yet", async () => {
    line.refuses = true;
    listen();
    await settle();
    expect(feed.state).toEqual({ kind: "failed" });
    line.refuses = false;
    await vi.advanceTimersByTimeAsync(5_000);
    line.say(SNAPSHOT);
    expect(feed.state.kind).toBe("ready");
  });

  it("begins anew when the connection is back, whatever became of the old one", async () => {
    line.breaks = true;
    listen();
    await settle();
    line.say(SNAPSHOT);
    for (const back of line.ready) back();
    await settle();
    expect(line.heard).toHaveLength(2);
    line.heard[0]?.({ kind: "snapshot", points: [] });
    expect(feed.state).toEqual({ kind: "ready", points: [point()] });
  });

  it.each([false, true])("that ends before it is answered is left later (breaks: %s)", async (breaks) => {
    line.breaks = breaks;
    listen()();
    await settle();
    expect(line.left).toBe(1);
  });

  it("that ends before it is refused asks no more", async () => {
    line.refuses = true;
    listen()();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(line.heard).toHaveLength(1);
    expect(feed.state).toEqual({ kind: "loading" });
  });
});

it("each connection has one feed", () => {
  expect(feedOf(line)).toBe(feedOf(line));
  expect(feedOf(line)).not.toBe(feedOf(new Line()));
});

it("a card shows the chosen point, or the first", () => {
  const points = [point(), point({ device_id: "other" })];
  expect(chosen(points, undefined)).toBe(points[0]);
  expect(chosen(points, "other")).toBe(points[1]);
  expect(chosen(points, "gone")).toBeUndefined();
});
