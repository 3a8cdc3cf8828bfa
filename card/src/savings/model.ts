/** What charging saved, and what it could have saved. */

import type { Format } from "../format";
import type { Calendar } from "../calendar";
import { clipped, totals, type Window } from "../history/sums";
import type { Translate } from "../strings";
import type { CardCap, CardSession } from "../wire";

const LITRES_A_GALLON = 4.54609;

/** What the card's configuration says of cars that have no figures of their own; it takes all three. */
export interface Petrol {
  miles_per_kwh?: number;
  miles_per_gallon?: number;
  /** A litre, in the currency's major unit. */
  petrol_price?: number;
}

export interface Line {
  key: string;
  label: string;
  value: string;
  /** Of the longest line, 0 to 1. */
  share: number;
}

export interface SavingsView {
  headline: string;
  lines: Line[];
  notes: string[];
}

/** Return what to show, or `null` where nothing has a price. */
export function savingsView(
  found: readonly CardSession[],
  petrol: Petrol,
  currency: string,
  window: Window,
  calendar: Calendar,
  format: Format,
  t: Translate,
): SavingsView | null {
  const sum = totals(found, window, calendar);
  const sessions = clipped(found, window);
  if (sum.cost === null) return null;
  const compared = sessions.filter((session) => session.cost !== null && session.reference_cost !== null);
  const standard = added(compared, "reference_cost");
  const paidThere = added(compared, "cost");
  const excess = added(sessions, "excess");
  const fuel = fuelOf(sessions, petrol);
  const money = (value: number): string => format.money(value, currency);
  const above = (more: number, less: number): string => format.above(more, less, currency);
  const amounts: [string, number][] = [
    ["paid", sum.cost],
    ...(compared.length ? [["standard", standard] as [string, number]] : []),
    ["cheapest_hours", sum.cost - excess],
    ...(fuel ? [["petrol", fuel.cost] as [string, number]] : []),
  ];
  const longest = Math.max(...amounts.map(([, value]) => value), 0.01);
  const saved = standard - paidThere;
  return {
    headline:
      compared.length && standard > 0
        ? t("card_saved_headline", {
            saved: above(standard, paidThere),
            share: format.percent(saved / standard),
          })
        : t("card_paid_headline", { cost: money(sum.cost) }),
    lines: amounts.map(([key, value]) => ({
      key,
      label: t(`card_savings_${key}`),
      value: money(value),
      share: Math.max(value, 0) / longest,
    })),
    notes: [
      ...(excess >= 0.005 ? [t("card_excess", { excess: above(sum.cost, sum.cost - excess) })] : []),
      ...(fuel ? [t("card_petrol_saved", { saved: above(fuel.cost, fuel.paid) })] : []),
      ...(fuel && fuel.count < fuel.of
        ? [t("card_petrol_part", { count: format.number(fuel.count, 0), all: format.number(fuel.of, 0) })]
        : []),
      ...(sum.unpriced > 0 ? [t("card_unpriced", { energy: format.energy(sum.unpriced) })] : []),
    ],
  };
}

interface Fuel {
  /** What the same miles would have cost with petrol, and what was paid for them. */
  cost: number;
  paid: number;
  /** Of how many charges that is known, of those that have a price. */
  count: number;
  of: number;
}

/** Return what petrol would have cost, by each charge's vehicle, or else by the card's configuration. */
function fuelOf(sessions: readonly CardSession[], petrol: Petrol): Fuel | null {
  const fuel: Fuel = { cost: 0, paid: 0, count: 0, of: 0 };
  for (const { cost, petrol_saving, energy_kwh, unpriced_kwh } of sessions) {
    if (cost === null) continue;
    fuel.of += 1;
    const instead =
      petrol_saving === null ? petrolCost(energy_kwh - unpriced_kwh, petrol) : petrol_saving + cost;
    if (instead === null) continue;
    fuel.cost += instead;
    fuel.paid += cost;
    fuel.count += 1;
  }
  return fuel.count ? fuel : null;
}

/** Return what as many miles would have cost with petrol. */
function petrolCost(energy: number, petrol: Petrol): number | null {
  const { miles_per_kwh, miles_per_gallon, petrol_price } = petrol;
  if (!miles_per_kwh || !miles_per_gallon || !petrol_price) return null;
  return ((energy * miles_per_kwh) / miles_per_gallon) * LITRES_A_GALLON * petrol_price;
}

function added(sessions: readonly CardSession[], field: "cost" | "reference_cost" | "excess"): number {
  return sessions.reduce((sum, session) => sum + (session[field] ?? 0), 0);
}

export interface CapView {
  /** Of the allowance, 0 to 1. */
  used: number;
  planned: number;
  text: string;
  /** What of the plan is more than is left. */
  warning: string | null;
}

/** Return how the allowance of smart charging stands, where there is one. */
export function capView(cap: CardCap | null, format: Format, t: Translate): CapView | null {
  if (!cap) return null;
  const { allowance_min, used_min, planned_min } = cap;
  const left = Math.max(allowance_min - used_min, 0);
  const beyond = planned_min - left;
  return {
    used: Math.min(used_min / allowance_min, 1),
    planned: Math.min(planned_min, left) / allowance_min,
    text: t("card_cap_used", {
      used: format.duration(used_min),
      allowance: format.duration(allowance_min),
    }),
    warning: beyond > 0 ? t("card_cap_beyond", { beyond: format.duration(beyond) }) : null,
  };
}
