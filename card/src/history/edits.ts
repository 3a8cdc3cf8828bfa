/** Orders to correct sessions, and what undoes each. */

import type { Calendar } from "../calendar";
import type { Asked, Question } from "../hass";
import { AMEND, EDIT, MERGE, type CardDone, type CardSession } from "../wire";

export interface Order extends Question {
  point: string;
}

export type Verdict = "delete" | "reject" | "confirm";

/** What the user typed into the form of a session. */
export interface Draft {
  energy: string;
  start: string;
  end: string;
  vehicle: string;
  note: string;
}

export interface EditorState {
  busy: boolean;
  /** The key of the text that says what was done, or why it was not. */
  text: string | null;
  undo: Order | null;
}

export function verdict(session: CardSession, order: Verdict): Order {
  return { type: AMEND, point: session.point, session: session.id, order };
}

export function merger(sessions: readonly CardSession[]): Order {
  return { type: MERGE, point: sessions[0]?.point ?? "", sessions: sessions.map((session) => session.id) };
}

export function draftOf(session: CardSession, calendar: Calendar): Draft {
  return {
    energy: session.energy_kwh.toFixed(3),
    start: calendar.field(session.start),
    end: calendar.field(session.end),
    vehicle: session.vehicle ?? "",
    note: session.note ?? "",
  };
}

/** Return the order that makes a session what the draft says; `null` where it is so already. */
export function correction(session: CardSession, draft: Draft, calendar: Calendar): Order | null {
  const before = draftOf(session, calendar);
  const fields: Record<string, unknown> = {};
  if (draft.energy !== before.energy) fields.energy_kwh = draft.energy ? Number(draft.energy) : null;
  for (const name of ["start", "end"] as const) {
    if (draft[name] !== before[name]) fields[name] = draft[name] ? calendar.instant(draft[name]) : null;
  }
  for (const name of ["vehicle", "note"] as const) {
    if (draft[name].trim() !== before[name]) fields[name] = draft[name].trim() || null;
  }
  if (!Object.keys(fields).length) return null;
  return { type: EDIT, point: session.point, session: session.id, ...fields };
}

/** Return what undoes an order on a session that was `before`; `left` is the session that is left. */
export function undoing(order: Order, before: CardSession, left: string | null): Order {
  const of = { point: order.point, session: left ?? before.id };
  if (order.type === AMEND) return { type: AMEND, ...of, order: "restore" };
  if (order.type === MERGE) return { type: AMEND, ...of, order: "take_apart" };
  const own = (name: string): boolean => before.edited.includes(name);
  const was: Record<string, unknown> = {
    energy_kwh: own("energy") ? before.energy_kwh : null,
    start: own("start") ? before.start : null,
    end: own("end") ? before.end : null,
    vehicle: before.vehicle,
    note: before.note,
  };
  const fields = Object.fromEntries(Object.entries(was).filter(([name]) => name in order));
  return { type: EDIT, ...of, ...fields };
}

const DONE: Record<string, string> = {
  delete: "card_done_deleted",
  reject: "card_done_deleted",
  confirm: "card_done_confirmed",
};

/** Sends orders one after another, and remembers how to undo the last. */
export class Editor {
  state: EditorState = { busy: false, text: null, undo: null };

  constructor(
    private readonly connection: Asked,
    private readonly changed: () => void,
  ) {}

  /** Carry an order out; return whether that was possible. */
  async order(order: Order, before: CardSession): Promise<boolean> {
    return this.send(
      order,
      DONE[String(order.order)] ?? (order.type === MERGE ? "card_done_merged" : "card_done_edited"),
      (left) => undoing(order, before, left),
    );
  }

  /** Undo the last order. */
  async undo(): Promise<boolean> {
    const { undo } = this.state;
    return undo ? this.send(undo, "card_done_undone", () => null) : false;
  }

  private async send(
    order: Order,
    text: string,
    undo: (left: string | null) => Order | null,
  ): Promise<boolean> {
    if (this.state.busy) return false;
    this.tell({ ...this.state, busy: true });
    try {
      const done = await this.connection.sendMessagePromise<CardDone>(order);
      this.tell({ busy: false, text, undo: undo(done.session) });
      return true;
    } catch (error) {
      const key = (error as { code?: string } | null)?.code === "not_saved" ? "not_saved" : "not_possible";
      this.tell({ busy: false, text: `card_${key}`, undo: null });
      return false;
    }
  }

  private tell(state: EditorState): void {
    this.state = state;
    this.changed();
  }
}
