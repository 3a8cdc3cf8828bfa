/** What sessions add up to: in a time, by period, and by what they are stacked by. */

import { BANDS } from "../bands";
import { shifted, type Calendar, type DayKey, type Period } from "../calendar";
import type { CardDay, CardSession } from "../wire";

export type Measure = "energy" | "cost";
export type Stack = "band" | "type" | "vehicle";
export type Range = "7" | "30" | "90" | "365" | "all" | "free";

/** What the user chose to see; an empty filter lets all through. */
export interface Choice {
  range: Range;
  /** Of a free range; empty where it is open. */
  from: DayKey;
  to: DayKey;
  period: Period;
  measure: Measure;
  stack: Stack;
  vehicle: string;
  type: string;
}

export interface Totals {
  count: number;
  energy: number;
  /** Of what has a price; `null` where nothing has. */
  cost: number | null;
  unpriced: number;
  /** Per priced kWh. */
  rate: number | null;
}

export interface Bucket {
  day: DayKey;
  /** By part of the stack; what is absent is none. */
  parts: Map<string, number>;
  sum: number;
}

/** The first and the last day. */
export type Window = readonly [DayKey, DayKey];

/** The part of a stack for what has no name of its own. */
export const OTHER = "none";

/** In the order in which kinds are stacked. */
export const TYPES = ["smart", "boost", "unplanned", "mixed", OTHER] as const;

/** Return the first and last day to show. */
export function days(
  choice: Pick<Choice, "range" | "from" | "to">,
  today: DayKey,
  oldest: DayKey | null,
): [DayKey, DayKey] {
  if (choice.range === "free") {
    return [choice.from || (oldest ?? today), choice.to || today];
  }
  const first = choice.range === "all" ? (oldest ?? today) : shifted(today, 1 - Number(choice.range));
  return [first, today];
}

/** Return the sessions that took anything on these days and pass the filters, in the order given. */
export function filtered(
  sessions: readonly CardSession[],
  choice: Pick<Choice, "vehicle" | "type">,
  window: Window,
  calendar: Calendar,
): CardSession[] {
  return sessions.filter(
    (session) =>
      shares(session, calendar).some(({ day }) => within(day, window)) &&
      (!choice.vehicle || (session.vehicle ?? OTHER) === choice.vehicle) &&
      (!choice.type || (session.type ?? OTHER) === choice.type),
  );
}

/** Return sessions with only what they took on these days; what is told of the whole is shared by energy. */
export function clipped(sessions: readonly CardSession[], window: Window): CardSession[] {
  return sessions.map((session) => {
    const inside = session.days.filter(({ day }) => within(day, window));
    if (inside.length === session.days.length) return session;
    const energy = added(inside.map((day) => day.energy_kwh));
    const unpriced = added(inside.map((day) => day.unpriced_kwh));
    const part = (energy - unpriced) / (session.energy_kwh - session.unpriced_kwh || 1);
    const costs = inside.flatMap(({ cost }) => cost ?? []);
    const shared = (whole: number | null): number | null => (whole === null ? null : whole * part);
    return {
      ...session,
      days: inside,
      energy_kwh: energy,
      unpriced_kwh: unpriced,
      cost: costs.length ? added(costs) : null,
      energy_by_band: joined(inside.map((day) => day.energy_by_band)),
      cost_by_band: joined(inside.map((day) => day.cost_by_band)),
      reference_cost: shared(session.reference_cost),
      excess: shared(session.excess),
      petrol_saving: shared(session.petrol_saving),
    };
  });
}

/**
 * Return what sessions add up to on these days, as the sensors of a month do: energy and cost by the half-hours
 * in which they were drawn, as they are billed; a charge counts on the day on which it began.
 */
export function totals(sessions: readonly CardSession[], window: Window, calendar: Calendar): Totals {
  let energy = 0;
  let unpriced = 0;
  let cost = 0;
  let priced = false;
  for (const session of clipped(sessions, window)) {
    energy += session.energy_kwh;
    unpriced += session.unpriced_kwh;
    if (session.cost !== null) {
      cost += session.cost;
      priced = true;
    }
  }
  return {
    count: sessions.filter((session) => within(calendar.day(session.start), window)).length,
    energy,
    cost: priced ? cost : null,
    unpriced,
    rate: priced && energy > unpriced ? cost / (energy - unpriced) : null,
  };
}

/** Return one bucket for each period between two days, the empty ones too. */
export function buckets(
  sessions: readonly CardSession[],
  choice: Pick<Choice, "period" | "measure" | "stack">,
  window: Window,
  calendar: Calendar,
): Bucket[] {
  const found = new Map<DayKey, Bucket>(
    calendar.periods(...window, choice.period).map((day) => [day, { day, parts: new Map(), sum: 0 }]),
  );
  for (const session of sessions) {
    for (const share of shares(session, calendar)) {
      const bucket = within(share.day, window) && found.get(calendar.first(share.day, choice.period));
      if (!bucket) continue;
      for (const [part, value] of parts(session, share, choice.measure, choice.stack)) {
        bucket.parts.set(part, (bucket.parts.get(part) ?? 0) + value);
        bucket.sum += value;
      }
    }
  }
  return [...found.values()];
}

/** Return the parts that occur, in the order in which they are stacked. */
export function stackParts(all: readonly Bucket[], stack: Stack): string[] {
  const found = new Set(all.flatMap((bucket) => [...bucket.parts.keys()]));
  if (stack === "band") return BANDS.filter((band) => found.has(band));
  if (stack === "type") return TYPES.filter((type) => found.has(type));
  const named = [...found].filter((part) => part !== OTHER).sort();
  return found.has(OTHER) ? [...named, OTHER] : named;
}

/** Return what a list can be filtered by, in order. */
export function names(sessions: readonly CardSession[], field: "vehicle" | "type"): string[] {
  return [...new Set(sessions.map((session) => session[field] ?? OTHER))].sort();
}

function parts(session: CardSession, share: CardDay, measure: Measure, stack: Stack): [string, number][] {
  if (stack !== "band") {
    const value = measure === "energy" ? share.energy_kwh : (share.cost ?? 0);
    return [[session[stack] ?? OTHER, value]];
  }
  if (measure === "cost") return Object.entries(share.cost_by_band);
  return [
    ...Object.entries(share.energy_by_band),
    ...(share.unpriced_kwh > 0 ? [[OTHER, share.unpriced_kwh] as [string, number]] : []),
  ];
}

/** Return what a session took day by day. */
function shares(session: CardSession, calendar: Calendar): readonly CardDay[] {
  if (session.days.length) return session.days;
  const { energy_kwh, cost, unpriced_kwh, energy_by_band, cost_by_band } = session;
  return [{ day: calendar.day(session.start), energy_kwh, cost, unpriced_kwh, energy_by_band, cost_by_band }];
}

function within(day: DayKey, [from, to]: Window): boolean {
  return from <= day && day <= to;
}

function added(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function joined(all: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) {
    for (const [band, value] of Object.entries(one)) sums[band] = (sums[band] ?? 0) + value;
  }
  return sums;
}
