import { beforeEach, describe, expect, it } from "vitest";

import type { Asked, Question } from "../src/hass";
import { SessionPages } from "../src/history/pages";
import type { CardPage } from "../src/wire";
import { session } from "./build";

const POINT = "0123456789";
const SINCE = Date.parse("2026-11-01T00:00:00Z");
const DAY = 86_400_000;

/** Answers with the pages it was given, one question after another. */
class Server implements Asked {
  readonly questions: Question[] = [];
  pages: (CardPage | Promise<CardPage>)[] = [];

  sendMessagePromise<T>(question: Question): Promise<T> {
    this.questions.push(question);
    const page = this.pages.shift();
    return page ? (Promise.resolve(page) as Promise<T>) : Promise.reject(new Error("gone"));
  }
}

const named = (id: string, start = "2026-11-20T00:00:00+00:00") => session({ id, start });
const page = (...ids: string[]): CardPage => ({ sessions: ids.map((id) => named(id)), before: null });

let server: Server;
let pages: SessionPages;
let told: string[];
const ids = (): string[] => pages.sessions.map((one) => one.id);

beforeEach(() => {
  server = new Server();
  told = [];
  pages = new SessionPages(server, () => told.push(pages.state));
});

describe("pages", () => {
  it("are asked for until there are no more, and are in order", async () => {
    server.pages = [
      { sessions: [named("b", "2026-11-19T00:00:00+00:00")], before: "2026-11-19T00:00:00+00:00" },
      { sessions: [named("a", "2026-11-18T00:00:00+00:00")], before: null },
    ];
    await pages.want(POINT, SINCE);
    expect(ids()).toEqual(["b", "a"]);
    expect(told).toEqual(["loading", "ready"]);
    expect(server.questions[1]).toEqual({
      type: "octopus_ev/sessions",
      point: POINT,
      start: "2026-11-01T00:00:00.000Z",
      end: "2026-11-19T00:00:00+00:00",
    });
  });

  it("that are there are not asked for again, but older ones are", async () => {
    server.pages = [page("a"), page("a", "older")];
    await pages.want(POINT, SINCE);
    await pages.want(POINT, SINCE + DAY);
    expect(server.questions).toHaveLength(1);
    await pages.want(POINT, 0);
    expect(server.questions[1]).not.toHaveProperty("start");
    expect(ids()).toHaveLength(2);
  });

  it("of another point take the place of the first one's", async () => {
    server.pages = [page("a"), page("b")];
    await pages.want(POINT, SINCE);
    const change = pages.want("other", SINCE);
    expect(ids()).toEqual([]);
    await change;
    expect(ids()).toEqual(["b"]);
  });

  it("that cannot be fetched say so, and are asked for again only when told to", async () => {
    await pages.want(POINT, SINCE);
    await pages.want(POINT, SINCE);
    expect(server.questions).toHaveLength(1);
    expect(pages.state).toBe("failed");
    server.pages = [page("a")];
    await pages.again();
    expect(pages.state).toBe("ready");
  });

  it("are fetched anew after a lost connection", async () => {
    await pages.again();
    expect(server.questions).toEqual([]);
    server.pages = [page("a"), page("b")];
    await pages.want(POINT, SINCE);
    await pages.again();
    expect(ids()).toEqual(["b"]);
  });

  it.each([true, false])(
    "of a question that was overtaken are left aside (answered: %s)",
    async (answered) => {
      let settle = (): void => undefined;
      const late = new Promise<CardPage>((resolve, reject) => {
        settle = () => {
          if (answered) resolve(page("late"));
          else reject(new Error("late"));
        };
      });
      server.pages = [late, page("a")];
      const first = pages.want(POINT, SINCE);
      await pages.want(POINT, 0);
      settle();
      await first;
      expect(ids()).toEqual(["a"]);
      expect(pages.state).toBe("ready");
    },
  );
});

it("news of the point and time that are shown is taken in", async () => {
  server.pages = [page("a", "b")];
  await pages.want(POINT, SINCE);
  const changed = { ...named("a"), cost: 9 };
  const elsewhere = { ...named("c"), point: "other" };
  const older = named("d", "2026-10-01T00:00:00+00:00");
  pages.hear({ sessions: [changed, elsewhere, older], removed: ["b"] });
  expect(pages.sessions).toEqual([changed]);
});
