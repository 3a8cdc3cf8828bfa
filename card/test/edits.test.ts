import { beforeEach, describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import type { Asked, Question } from "../src/hass";
import {
  adder,
  correction,
  draftOf,
  Editor,
  merger,
  middle,
  noAddition,
  splitter,
  undoing,
  verdict,
} from "../src/history/edits";
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
    const noted = session({ note: "guest", vehicle: "Leaf", vehicle_key: "0a1b2c3d4e" });
    const emptied = { ...draftOf(noted, calendar), note: "", energy: "", vehicle: "" };
    expect(correction(noted, emptied, calendar)).toMatchObject({
      note: null,
      vehicle: null,
      energy_kwh: null,
    });
  });
});

describe("a split", () => {
  it("is offered in the middle, at a half-hour where one is inside", () => {
    expect(middle(BEFORE, calendar)).toBe("2026-11-21T00:30");
    const short = session({ start: "2026-11-20T23:35:00Z", end: "2026-11-20T23:55:00Z" });
    expect(middle(short, calendar)).toBe("2026-11-20T23:45");
  });

  it("is ordered by the instant of a local time", () => {
    expect(splitter(BEFORE, "2026-11-21T00:30", calendar)).toEqual({
      type: "octopus_ev/split",
      ...OF,
      at: "2026-11-21T00:30:00.000Z",
    });
  });
});

describe("an addition", () => {
  it("begins with the last two hours", () => {
    expect(noAddition(Date.parse("2026-11-21T12:10:00Z"), calendar)).toEqual({
      energy: "",
      start: "2026-11-21T10:00",
      end: "2026-11-21T12:00",
    });
  });

  it("is ordered by instants", () => {
    const addition = { energy: "7.5", start: "2026-07-01T10:00", end: "2026-07-01T12:00" };
    expect(adder(OF.point, addition, calendar)).toEqual({
      type: "octopus_ev/add",
      point: OF.point,
      start: "2026-07-01T09:00:00.000Z",
      end: "2026-07-01T11:00:00.000Z",
      energy_kwh: 7.5,
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
    expect(undoing(splitter(BEFORE, "2026-11-21T00:30", calendar), BEFORE, "one")).toMatchObject({
      order: "take_apart",
      session: "one",
    });
  });

  it("an addition deletes what was added", () => {
    const order = { type: "octopus_ev/add", point: OF.point };
    expect(undoing(order, null, "new")).toEqual({
      type: "octopus_ev/amend",
      point: OF.point,
      session: "new",
      order: "delete",
    });
  });

  it("nothing is nothing", () => {
    expect(undoing({ type: "octopus_ev/edit", point: OF.point }, null, null)).toBeNull();
  });

  it("an edit says again what was said before, and else takes it back", () => {
    const edit = {
      type: "octopus_ev/edit",
      ...OF,
      energy_kwh: 9,
      start: "x",
      end: "y",
      note: "new",
      vehicle: "b",
    };
    const noted = session({ note: "old", vehicle: "Leaf", vehicle_key: "a" });
    expect(undoing(edit, noted, "one")).toEqual({
      type: "octopus_ev/edit",
      ...OF,
      energy_kwh: null,
      start: null,
      end: null,
      note: "old",
      vehicle: "a",
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
    [{ type: "octopus_ev/split", ...OF, at: "x" }, "card_done_split"],
    [{ type: "octopus_ev/add", point: OF.point }, "card_done_added"],
    [{ type: "octopus_ev/of a later version", point: OF.point }, null],
  ])("says what it did and undoes it once", async (order, text) => {
    expect(await editor.order(order, BEFORE)).toBe(true);
    expect(editor.state).toMatchObject({ busy: false, text });
    expect(await editor.undo()).toBe(true);
    expect(editor.state).toEqual({ busy: false, text: "card_done_undone", reason: null, undo: null });
    expect(await editor.undo()).toBe(false);
    expect(server.questions).toHaveLength(2);
    expect(told).toBe(4);
  });

  it("forgets nothing that can be undone", async () => {
    await editor.order(verdict(BEFORE, "delete"), BEFORE);
    editor.forget();
    expect(editor.state.text).toBe("card_done_deleted");
  });

  it("does one thing at a time", async () => {
    const first = editor.order(verdict(BEFORE, "delete"), BEFORE);
    expect(editor.state.busy).toBe(true);
    expect(await editor.order(verdict(BEFORE, "confirm"), BEFORE)).toBe(false);
    await first;
    expect(server.questions).toHaveLength(1);
  });

  it.each([
    [{ code: "not_possible", translation_key: "time_is_taken" }, "exceptions.time_is_taken.message"],
    [{ code: "not_found" }, null],
    [null, null],
  ])("says why something was not done: %j", async (error, reason) => {
    server.answer = new Promise((_, reject) => {
      // As the frontend's connection does.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(error);
    });
    expect(await editor.order(verdict(BEFORE, "delete"), BEFORE)).toBe(false);
    expect(editor.state).toEqual({ busy: false, text: "card_not_done", reason, undo: null });
    editor.forget();
    expect(editor.state).toMatchObject({ text: null, reason: null });
  });
});
