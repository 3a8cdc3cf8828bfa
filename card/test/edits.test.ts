import { beforeEach, describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import type { Asked, Question } from "../src/hass";
import { correction, draftOf, Editor, merger, undoing, verdict } from "../src/history/edits";
import { session } from "./build";

const calendar = new Calendar("Europe/London");
const BEFORE = session();
const DRAFT = draftOf(BEFORE, calendar);
const OF = { point: "0123456789", session: "one" };

class Server implements Asked {
  readonly questions: Question[] = [];
  answer: Promise<unknown> = Promise.resolve({ session: "one" });

  sendMessagePromise<T>(question: Question): Promise<T> {
    this.questions.push(question);
    return this.answer as Promise<T>;
  }
}

describe("a correction", () => {
  it("that changes nothing is none", () => {
    expect(DRAFT).toMatchObject({ energy: "16.200", start: "2026-11-20T23:30", vehicle: "", note: "" });
    expect(correction(BEFORE, { ...DRAFT, note: " " }, calendar)).toBeNull();
  });

  it("says only what differs", () => {
    expect(correction(BEFORE, { ...DRAFT, energy: "9.5", note: " guest " }, calendar)).toEqual({
      type: "octopus_ev/edit",
      ...OF,
      energy_kwh: 9.5,
      note: "guest",
    });
    expect(correction(BEFORE, { ...DRAFT, start: "2026-11-20T23:40", end: "" }, calendar)).toEqual({
      type: "octopus_ev/edit",
      ...OF,
      start: "2026-11-20T23:40:00.000Z",
      end: null,
    });
  });

  it("of an emptied field takes back what was said", () => {
    const noted = session({ note: "guest", vehicle: "Leaf" });
    const emptied = { ...draftOf(noted, calendar), note: "", energy: "", vehicle: "" };
    expect(correction(noted, emptied, calendar)).toMatchObject({
      note: null,
      vehicle: null,
      energy_kwh: null,
    });
  });
});

describe("undoing", () => {
  it("a verdict restores", () => {
    const order = verdict(BEFORE, "delete");
    expect(order).toEqual({ type: "octopus_ev/amend", ...OF, order: "delete" });
    expect(undoing(order, BEFORE, null)).toEqual({ type: "octopus_ev/amend", ...OF, order: "restore" });
  });

  it("a merger takes apart what is left", () => {
    const order = merger([BEFORE, session({ id: "two" })]);
    expect(order).toEqual({ type: "octopus_ev/merge", point: OF.point, sessions: ["one", "two"] });
    expect(undoing(order, BEFORE, "two")).toEqual({
      type: "octopus_ev/amend",
      point: OF.point,
      session: "two",
      order: "take_apart",
    });
    expect(merger([]).point).toBe("");
  });

  it("an edit says again what was said before, and else takes it back", () => {
    const edit = { type: "octopus_ev/edit", ...OF, energy_kwh: 9, start: "x", end: "y", note: "new" };
    expect(undoing(edit, session({ note: "old" }), "one")).toEqual({
      type: "octopus_ev/edit",
      ...OF,
      energy_kwh: null,
      start: null,
      end: null,
      note: "old",
    });
    const edited = session({ edited: ["energy", "start", "end"] });
    expect(undoing(edit, edited, "one")).toMatchObject({
      energy_kwh: 16.2,
      start: edited.start,
      end: edited.end,
    });
  });
});

describe("an editor", () => {
  let server: Server;
  let editor: Editor;
  let told: number;

  beforeEach(() => {
    server = new Server();
    told = 0;
    editor = new Editor(server, () => (told += 1));
  });

  it.each([
    [verdict(BEFORE, "delete"), "card_done_deleted"],
    [verdict(BEFORE, "confirm"), "card_done_confirmed"],
    [merger([BEFORE]), "card_done_merged"],
    [{ type: "octopus_ev/edit", ...OF, note: "x" }, "card_done_edited"],
  ])("says what it did and undoes it once", async (order, text) => {
    expect(await editor.order(order, BEFORE)).toBe(true);
    expect(editor.state).toMatchObject({ busy: false, text });
    expect(await editor.undo()).toBe(true);
    expect(editor.state).toEqual({ busy: false, text: "card_done_undone", undo: null });
    expect(await editor.undo()).toBe(false);
    expect(server.questions).toHaveLength(2);
    expect(told).toBe(4);
  });

  it("does one thing at a time", async () => {
    const first = editor.order(verdict(BEFORE, "delete"), BEFORE);
    expect(editor.state.busy).toBe(true);
    expect(await editor.order(verdict(BEFORE, "confirm"), BEFORE)).toBe(false);
    await first;
    expect(server.questions).toHaveLength(1);
  });

  it.each([
    [{ code: "not_saved" }, "card_not_saved"],
    [{ code: "not_possible" }, "card_not_possible"],
    [null, "card_not_possible"],
  ])("says why something was not done: %j", async (error, text) => {
    server.answer = new Promise((_, reject) => {
      // As the frontend's connection does.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(error);
    });
    expect(await editor.order(verdict(BEFORE, "delete"), BEFORE)).toBe(false);
    expect(editor.state).toEqual({ busy: false, text, undo: null });
  });
});
