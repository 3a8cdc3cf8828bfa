/** What the history card shows of the sessions that were chosen. */

import { bandColour, bandKey } from "../bands";
import type { Calendar, DayKey, Period } from "../calendar";
import type { Format } from "../format";
import type { Translate } from "../strings";
import type { CardSession, CardVehicle } from "../wire";
import {
  buckets,
  filtered,
  OTHER,
  stackParts,
  totals,
  type Choice,
  type Measure,
  type Stack,
  type Totals,
} from "./sums";

export interface Segment {
  /** Of the highest bar, 0 to 1. */
  height: number;
  colour: string;
}

export interface BarView {
  title: string;
  segments: Segment[];
}

export interface LegendItem {
  name: string;
  colour: string;
}

export interface Chart {
  bars: BarView[];
  legend: LegendItem[];
  top: string;
  first: string;
  last: string;
  label: string;
}

export interface Row {
  session: CardSession;
  /** Whether the user added it. */
  byHand: boolean;
  day: string;
  time: string;
  energy: string;
  rate: string;
  cost: string;
}

export interface TotalItem {
  key: string;
  value: string;
}

export interface HistoryView {
  found: CardSession[];
  chart: Chart;
  totals: TotalItem[];
  unpriced: string | null;
}

const DEFAULTS: Choice = {
  range: "30",
  from: "",
  to: "",
  period: "day",
  measure: "energy",
  stack: "band",
  vehicle: "",
  type: "",
};

const PERIODS: Record<string, Period> = {
  "7": "day",
  "30": "day",
  "90": "week",
  "365": "month",
  all: "month",
};

/** More bars than this are no picture any more. */
const MOST_BARS = 120;

const COLOURS = ["--primary-color", "--accent-color", "--success-color", "--warning-color", "--info-color"];

/** The kinds keep their colours, whichever of them there are. */
const TYPE_COLOURS: Record<string, string> = {
  smart: "--success-color",
  boost: "--warning-color",
  unplanned: "--error-color",
  mixed: "--info-color",
};

/** Return what a card shows first, by its configuration. */
export function firstChoice(config: Partial<Pick<Choice, "range" | "period" | "measure" | "stack">>): Choice {
  // Filters are not configured; a configuration's `type` is the card's.
  const { range, period, measure, stack } = { ...DEFAULTS, ...config };
  const choice: Choice = { ...DEFAULTS, range, period, measure, stack };
  return config.period ? choice : withRange(choice, choice.range);
}

/** Return the choice with another range, and the period that shows it well. */
export function withRange(choice: Choice, range: Choice["range"]): Choice {
  return { ...choice, range, period: PERIODS[range] ?? choice.period };
}

export function historyView(
  sessions: readonly CardSession[],
  choice: Choice,
  window: readonly [DayKey, DayKey],
  currency: string,
  calendar: Calendar,
  format: Format,
  t: Translate,
): HistoryView {
  const found = filtered(sessions, choice, window, calendar);
  const sum = totals(found, window, calendar);
  return {
    found,
    chart: chart(found, choice, window, currency, calendar, format, t),
    totals: totalItems(sum, currency, format),
    unpriced: sum.unpriced > 0 ? t("card_unpriced", { energy: format.energy(sum.unpriced) }) : null,
  };
}

export function row(session: CardSession, currency: string, format: Format): Row {
  return {
    session,
    byHand: session.sources.join() === "manual",
    day: format.day(session.start),
    time: `${format.time(session.start)} – ${format.time(session.end)}`,
    energy: format.energy(session.energy_kwh),
    rate: session.average_rate === null ? "–" : format.rate(session.average_rate, currency),
    cost: session.cost === null ? "–" : format.money(session.cost, currency),
  };
}

/** Return what a filter's value is called. */
export function filterName(field: "vehicle" | "type", value: string, t: Translate): string {
  if (value === OTHER) return t(`card_no_${field}`);
  return field === "type" ? t(`card_type_${value}`) : value;
}

/** Return whose a session may be said to be, by key; empty leaves it as it was found. */
export function vehicleChoices(
  vehicles: readonly CardVehicle[],
  chosen: string,
  t: Translate,
): [string, string][] {
  const known = vehicles.map(({ key, name }): [string, string] => [key, name]);
  const other: [string, string][] =
    !chosen || vehicles.some(({ key }) => key === chosen) ? [] : [[chosen, chosen]];
  return [["", t("card_vehicle_found")], ...known, ...other];
}

function totalItems(sum: Totals, currency: string, format: Format): TotalItem[] {
  const dash = "–";
  const each = (value: number | null): number | null =>
    value === null || !sum.count ? null : value / sum.count;
  const money = (value: number | null): string => (value === null ? dash : format.money(value, currency));
  const energyEach = each(sum.energy);
  return [
    { key: "count", value: format.number(sum.count, 0) },
    { key: "energy", value: format.energy(sum.energy) },
    { key: "cost", value: money(sum.cost) },
    { key: "average_rate", value: sum.rate === null ? dash : format.rate(sum.rate, currency) },
    { key: "energy_each", value: energyEach === null ? dash : format.energy(energyEach) },
    { key: "cost_each", value: money(each(sum.cost)) },
  ];
}

function chart(
  found: readonly CardSession[],
  choice: Choice,
  window: readonly [DayKey, DayKey],
  currency: string,
  calendar: Calendar,
  format: Format,
  t: Translate,
): Chart {
  const all = buckets(found, choice, window, calendar).slice(-MOST_BARS);
  const parts = stackParts(all, choice.stack).map((part, index) => ({
    part,
    colour: partColour(choice.stack, part, index),
  }));
  const highest = Math.max(...all.map((bucket) => positive(bucket.parts)), 0);
  const told = (value: number): string => amount(value, choice.measure, currency, format);
  const named = (day: DayKey): string => periodName(day, choice.period, format);
  return {
    bars: all.map((bucket) => ({
      title: `${named(bucket.day)}: ${told(bucket.sum)}`,
      segments: parts.flatMap(({ part, colour }) => {
        const value = bucket.parts.get(part) ?? 0;
        return value > 0 ? [{ height: value / highest, colour }] : [];
      }),
    })),
    legend: parts.map(({ part, colour }) => ({ name: partName(choice.stack, part, t), colour })),
    top: told(highest),
    first: all
      .slice(0, 1)
      .map((bucket) => named(bucket.day))
      .join(""),
    last: all
      .slice(1)
      .slice(-1)
      .map((bucket) => named(bucket.day))
      .join(""),
    label: t(`card_chart_${choice.measure}`, {
      from: format.localDay(window[0]),
      to: format.localDay(window[1]),
    }),
  };
}

/** Return what is above the line: at negative prices a part may earn. */
function positive(parts: ReadonlyMap<string, number>): number {
  return [...parts.values()].reduce((sum, value) => sum + Math.max(value, 0), 0);
}

function amount(value: number, measure: Measure, currency: string, format: Format): string {
  return measure === "energy" ? format.energy(value) : format.money(value, currency);
}

function periodName(day: DayKey, period: Period, format: Format): string {
  switch (period) {
    case "year":
      return day.slice(0, 4);
    case "month":
      return format.localMonth(day);
    default:
      return format.localDay(day);
  }
}

function partName(stack: Stack, part: string, t: Translate): string {
  return stack === "band" ? t(bandKey(part)) : filterName(stack, part, t);
}

function partColour(stack: Stack, part: string, index: number): string {
  if (stack === "band") return bandColour(part);
  if (part === OTHER) return "var(--disabled-color)";
  const own = stack === "type" ? TYPE_COLOURS[part] : COLOURS[index % COLOURS.length];
  return `var(${String(own)})`;
}
