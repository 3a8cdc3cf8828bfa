/** Orders to correct sessions, and what undoes each. */

import type { Calendar } from "../calendar";
import type { Asked, Question } from "../hass";
import { ADD, AMEND, EDIT, MERGE, SPLIT, type CardDone, type CardSession } from "../wire";

export interface Order extends Question {
  point: string;
}

export type Verdict = "delete" | "reject" | "confirm";

const HALF_HOUR = 1_800_000;

/** What the user typed into the form of a session. */
export interface Draft {
  energy: string;
  start: string;
  end: string;
  vehicle: string;
  note: string;
}

/** What the user typed into the form of a charge that nothing found. */
export type Addition = Pick<Draft, "energy" | "start" | "end">;

export interface EditorState {
  busy: boolean;
  /** The key of the text that says what was done, or that it was not. */
  text: string | null;
  /** The key of the text that says why it was not. */
  reason: string | null;
  undo: Order | null;
}

export function verdict(session: CardSession, order: Verdict): Order {
  return { type: AMEND, point: session.point, session: session.id, order };
}

export function merger(sessions: readonly CardSession[]): Order {
  return { type: MERGE, point: sessions[0]?.point ?? "", sessions: sessions.map((session) => session.id) };
}

/** Return the order that cuts a session at a local time. */
export function splitter(session: CardSession, at: string, calendar: Calendar): Order {
  return { type: SPLIT, point: session.point, session: session.id, at: calendar.instant(at) };
}

/** Return where a session is offered to be cut: in its middle, at a half-hour if one is inside. */
export function middle({ start, end }: CardSession, calendar: Calendar): string {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const half = Math.round((from + to) / 2 / HALF_HOUR) * HALF_HOUR;
  const at = from < half && half < to ? half : (from + to) / 2;
  return calendar.field(new Date(at).toISOString());
}

/** Return the order that adds a charge; local times. */
export function adder(point: string, { energy, start, end }: Addition, calendar: Calendar): Order {
  return {
    type: ADD,
    point,
    start: calendar.instant(start),
    end: calendar.instant(end),
    energy_kwh: Number(energy),
  };
}

/** Return what the form of a new charge begins with. */
export function noAddition(now: number, calendar: Calendar): Addition {
  const at = Math.floor(now / HALF_HOUR) * HALF_HOUR;
  const field = (instant: number): string => calendar.field(new Date(instant).toISOString());
  return { energy: "", start: field(at - 4 * HALF_HOUR), end: field(at) };
}

export function draftOf(session: CardSession, calendar: Calendar): Draft {
  return {
    energy: session.energy_kwh.toFixed(3),
    start: calendar.field(session.start),
    end: calendar.field(session.end),
    vehicle: session.vehicle_key ?? "",
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
export function undoing(order: Order, before: CardSession | null, left: string | null): Order | null {
  const of = { point: order.point, session: left ?? before?.id };
  if (order.type === ADD) return { type: AMEND, ...of, order: "delete" };
  if (order.type === AMEND) return { type: AMEND, ...of, order: "restore" };
  if (order.type === MERGE || order.type === SPLIT) return { type: AMEND, ...of, order: "take_apart" };
  if (!before) return null;
  const own = (name: string): boolean => before.edited.includes(name);
  const was: Record<string, unknown> = {
    energy_kwh: own("energy") ? before.energy_kwh : null,
    start: own("start") ? before.start : null,
    end: own("end") ? before.end : null,
    vehicle: before.vehicle_key,
    note: before.note,
  };
  const fields = Object.fromEntries(Object.entries(was).filter(([name]) => name in order));
  return { type: EDIT, ...of, ...fields };
}

const DONE: Record<string, string> = {
  delete: "card_done_deleted",
  reject: "card_done_deleted",
  confirm: "card_done_confirmed",
  [MERGE]: "card_done_merged",
  [SPLIT]: "card_done_split",
  [ADD]: "card_done_added",
  [EDIT]: "card_done_edited",
};

/** Sends orders one after another, and remembers how to undo the last. */
export class Editor {
  state: EditorState = { busy: false, text: null, reason: null, undo: null };

  constructor(
    private readonly connection: Asked,
    private readonly changed: () => void,
  ) {}

  /** Carry an order out, on a session that was `before`; return whether that was possible. */
  async order(order: Order, before: CardSession | null): Promise<boolean> {
    const done = DONE[typeof order.order === "string" ? order.order : order.type] ?? null;
    return this.send(order, done, (left) => undoing(order, before, left));
  }

  /** Say no longer what was done, unless it can be undone. */
  forget(): void {
    if (!this.state.busy && !this.state.undo)
      this.tell({ busy: false, text: null, reason: null, undo: null });
  }

  /** Undo the last order. */
  async undo(): Promise<boolean> {
    const { undo } = this.state;
    return undo ? this.send(undo, "card_done_undone", () => null) : false;
  }

  private async send(
    order: Order,
    text: string | null,
    undo: (left: string | null) => Order | null,
  ): Promise<boolean> {
    if (this.state.busy) return false;
    this.tell({ ...this.state, busy: true });
    try {
      const done = await this.connection.sendMessagePromise<CardDone>(order);
      this.tell({ busy: false, text, reason: null, undo: undo(done.session) });
      return true;
    } catch (error) {
      const { translation_key: key } = (error ?? {}) as { translation_key?: string };
      const reason = key === undefined ? null : `exceptions.${key}.message`;
      this.tell({ busy: false, text: "card_not_done", reason, undo: null });
      return false;
    }
  }

  private tell(state: EditorState): void {
    this.state = state;
    this.changed();
  }
}
