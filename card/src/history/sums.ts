/** What sessions add up to: in a time, by period, and by what they are stacked by. */

import { BANDS } from "../bands";
import { shifted, type Calendar, type DayKey, type Period } from "../calendar";
import type { CardSession } from "../wire";

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

/** The part of a stack for what has no name of its own. */
export const OTHER = "none";

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

/** Return the sessions that began on these days and pass the filters, in the order given. */
export function filtered(
  sessions: readonly CardSession[],
  choice: Pick<Choice, "vehicle" | "type">,
  [from, to]: readonly [DayKey, DayKey],
  calendar: Calendar,
): CardSession[] {
  return sessions.filter((session) => {
    const day = calendar.day(session.start);
    return (
      from <= day &&
      day <= to &&
      (!choice.vehicle || (session.vehicle ?? OTHER) === choice.vehicle) &&
      (!choice.type || (session.type ?? OTHER) === choice.type)
    );
  });
}

export function totals(sessions: readonly CardSession[]): Totals {
  let energy = 0;
  let unpriced = 0;
  let cost = 0;
  let priced = false;
  for (const session of sessions) {
    energy += session.energy_kwh;
    unpriced += session.unpriced_kwh;
    if (session.cost !== null) {
      cost += session.cost;
      priced = true;
    }
  }
  return {
    count: sessions.length,
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
  [from, to]: readonly [DayKey, DayKey],
  calendar: Calendar,
): Bucket[] {
  const found = new Map<DayKey, Bucket>(
    calendar.periods(from, to, choice.period).map((day) => [day, { day, parts: new Map(), sum: 0 }]),
  );
  for (const session of sessions) {
    const bucket = found.get(calendar.first(calendar.day(session.start), choice.period));
    if (!bucket) continue;
    for (const [part, value] of parts(session, choice.measure, choice.stack)) {
      bucket.parts.set(part, (bucket.parts.get(part) ?? 0) + value);
      bucket.sum += value;
    }
  }
  return [...found.values()];
}

/** Return the parts that occur, in the order in which they are stacked. */
export function stackParts(all: readonly Bucket[], stack: Stack): string[] {
  const found = new Set(all.flatMap((bucket) => [...bucket.parts.keys()]));
  return stack === "band" ? BANDS.filter((band) => found.has(band)) : [...found].sort();
}

/** Return what a list can be filtered by, in order. */
export function names(sessions: readonly CardSession[], field: "vehicle" | "type"): string[] {
  return [...new Set(sessions.map((session) => session[field] ?? OTHER))].sort();
}

function parts(session: CardSession, measure: Measure, stack: Stack): [string, number][] {
  if (stack !== "band") {
    const value = measure === "energy" ? session.energy_kwh : (session.cost ?? 0);
    return [[session[stack] ?? OTHER, value]];
  }
  if (measure === "cost") return Object.entries(session.cost_by_band);
  return [
    ...Object.entries(session.energy_by_band),
    ...(session.unpriced_kwh > 0 ? [[OTHER, session.unpriced_kwh] as [string, number]] : []),
  ];
}
