/** What the rates card says: today and tomorrow by half-hour, and the cheapest time to charge. */

import { bandColour, bandKey } from "../bands";
import type { Calendar, DayKey } from "../calendar";
import type { Format } from "../format";
import { carRates, rateAt } from "../rates";
import type { Translate } from "../strings";
import type { CardPoint, CardRate, CardSpan } from "../wire";

const HALF_HOUR = 1_800_000;
const HOUR = 3_600_000;

/** In kW: a single-phase wall box, as most homes have. */
const USUAL_POWER = 7;

export interface RateBar {
  title: string;
  colour: string;
  /** From the bottom of the chart, and upwards from there; 0 to 1. */
  bottom: number;
  height: number;
  now: boolean;
  past: boolean;
  charged: boolean;
  planned: boolean;
}

export interface DayView {
  day: DayKey;
  name: string;
  bars: RateBar[];
  label: string;
}

export interface RateRow {
  time: string;
  rate: string;
  band: string;
  colour: string;
}

export interface RatesView {
  now: string | null;
  next: string | null;
  days: DayView[];
  rows: RateRow[];
  /** Which marks occur, by the key of their name. */
  marks: ("charged" | "planned")[];
}

export interface CheapestWindow {
  start: number;
  end: number;
  cost: number;
}

/** Whose rates are shown, where home and car pay their own. */
export type Payer = "car" | "home";

/** Return what to show of the rates of one, or `null` where none is known. */
export function ratesView(
  point: CardPoint,
  payer: Payer,
  calendar: Calendar,
  format: Format,
  t: Translate,
  now: number,
): RatesView | null {
  const { currency, charged, planned } = point;
  const rates = payer === "car" ? carRates(point) : point.rates;
  if (!rates.length) return null;
  const runs = joined(rates);
  const current = runs.findIndex((run) => within(now, run));
  const next = runs[current + 1];
  const named = (run: CardRate): string => format.rate(run.unit_rate, currency);
  const days = byDay(rates, calendar).map(([day, slots]) => ({
    day,
    name: format.day(new Date(slots[0].at).toISOString()),
    label: t("card_rates_label", { day: format.localDay(day) }),
    bars: bars(slots, rates, point, format, now),
  }));
  const rate = rateAt(runs, now);
  return {
    now: rate ? t("card_rate_until", { rate: named(rate), time: format.time(rate.end) }) : null,
    next: rate && next ? t("card_rate_from", { rate: named(next), time: format.time(next.start) }) : null,
    days,
    rows: runs.map((run) => ({
      time: `${format.day(run.start)}, ${format.time(run.start)} – ${format.time(run.end)}`,
      rate: named(run),
      band: t(bandKey(run.band)),
      colour: bandColour(run.band),
    })),
    marks: [
      ...(charged.length ? (["charged"] as const) : []),
      ...(planned.length ? (["planned"] as const) : []),
    ],
  };
}

/** Return the cheapest time without a pause to take so much energy; `null` where the rates end before. */
export function cheapest(
  rates: readonly CardRate[],
  energy: number,
  power: number,
  now: number,
): CheapestWindow | null {
  const length = (energy / power) * HOUR;
  if (!(length > 0)) return null;
  const first = Math.floor(now / HALF_HOUR) * HALF_HOUR;
  const starts = [now, ...halfHours(first + HALF_HOUR, Date.parse(rates.at(-1)?.end ?? ""))];
  let best: CheapestWindow | null = null;
  for (const start of starts) {
    const cost = costOf(rates, start, start + length, power);
    if (cost !== null && (!best || cost < best.cost - 1e-9)) best = { start, end: start + length, cost };
  }
  return best;
}

/** Return the sentence about the cheapest time for so much energy. */
export function cheapestText(
  point: CardPoint,
  energy: number,
  format: Format,
  t: Translate,
  now: number,
): string {
  const power = point.charger_power_kw ?? USUAL_POWER;
  const best = cheapest(carRates(point), energy, power, now);
  if (!best) return t("card_no_cheapest");
  const span = format.span(new Date(best.start).toISOString(), new Date(best.end).toISOString());
  return t("card_cheapest", {
    span,
    cost: format.money(best.cost, point.currency),
    power: format.power(power),
  });
}

/** Return the cost of a constant power between two instants, if all of it has a rate. */
function costOf(rates: readonly CardRate[], start: number, end: number, power: number): number | null {
  let cost = 0;
  let covered = 0;
  for (const rate of rates) {
    const overlap = Math.min(end, Date.parse(rate.end)) - Math.max(start, Date.parse(rate.start));
    if (overlap > 0) {
      covered += overlap;
      cost += (overlap / HOUR) * power * rate.unit_rate;
    }
  }
  return covered >= end - start - 1 ? cost : null;
}

/** Return the rates with neighbours of one price joined. */
function joined(rates: readonly CardRate[]): CardRate[] {
  const runs: CardRate[] = [];
  for (const rate of rates) {
    const last = runs.at(-1);
    if (last?.end === rate.start && last.unit_rate === rate.unit_rate && last.band === rate.band) {
      runs[runs.length - 1] = { ...last, end: rate.end };
    } else {
      runs.push(rate);
    }
  }
  return runs;
}

interface Slot {
  at: number;
  rate: CardRate;
}

/** Return the half-hours that have a rate, by local day. */
function byDay(rates: readonly CardRate[], calendar: Calendar): [DayKey, [Slot, ...Slot[]]][] {
  const days = new Map<DayKey, [Slot, ...Slot[]]>();
  for (const rate of rates) {
    for (const at of halfHours(Date.parse(rate.start), Date.parse(rate.end))) {
      const day = calendar.day(new Date(at).toISOString());
      const known = days.get(day);
      if (known) known.push({ at, rate });
      else days.set(day, [{ at, rate }]);
    }
  }
  return [...days];
}

function bars(
  slots: readonly Slot[],
  rates: readonly CardRate[],
  point: CardPoint,
  format: Format,
  now: number,
): RateBar[] {
  const all = rates.map((rate) => rate.unit_rate);
  const low = Math.min(0, ...all);
  const reach = Math.max(0, ...all) - low || 1;
  return slots.map(({ at, rate }) => {
    const price = rate.unit_rate;
    return {
      title: `${format.time(at)}: ${format.rate(price, point.currency)}`,
      colour: bandColour(rate.band),
      bottom: (Math.min(0, price) - low) / reach,
      height: Math.abs(price) / reach,
      now: at <= now && now < at + HALF_HOUR,
      past: at + HALF_HOUR <= now,
      charged: touches(at, point.charged),
      planned: touches(at, point.planned),
    };
  });
}

function halfHours(start: number, end: number): number[] {
  const found: number[] = [];
  for (let at = start; at < end; at += HALF_HOUR) found.push(at);
  return found;
}

function within(instant: number, { start, end }: CardSpan): boolean {
  return Date.parse(start) <= instant && instant < Date.parse(end);
}

function touches(at: number, spans: readonly CardSpan[]): boolean {
  return spans.some(({ start, end }) => Date.parse(start) < at + HALF_HOUR && at < Date.parse(end));
}
