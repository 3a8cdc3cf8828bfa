/** What the session card says of the supplier's plan for a car. */

import { bandColour } from "../bands";
import type { Format } from "../format";
import { carRates, rateAt } from "../rates";
import type { Translate } from "../strings";
import type { CardPlan, CardPlanned, CardPoint } from "../wire";

const HALF_HOUR = 1_800_000;

/** A day and a night; further ahead there is nothing to see. */
const MOST_CELLS = 48;

export interface PlanCell {
  colour: string;
  /** Share of the half-hour that is planned, 0 to 1. */
  share: number;
}

export interface PlanRow {
  time: string;
  energy: string;
  cost: string;
}

export interface PlanView {
  heading: string;
  /** What all of it comes to, and what it is for. */
  sum: string;
  cells: PlanCell[];
  /** When the strip begins and ends. */
  first: string;
  last: string;
  label: string;
  rows: PlanRow[];
}

/** Return what to show of each car's plan that is not over. */
export function planViews(point: CardPoint, format: Format, t: Translate, now: number): PlanView[] {
  return point.plans.flatMap((plan) => {
    const blocks = plan.blocks.filter((block) => Date.parse(block.end) > now);
    return blocks.length ? [planView(plan, blocks, point, format, t, now)] : [];
  });
}

function planView(
  plan: CardPlan,
  blocks: readonly CardPlanned[],
  point: CardPoint,
  format: Format,
  t: Translate,
  now: number,
): PlanView {
  const money = (cost: number | null): string => (cost === null ? "–" : format.money(cost, point.currency));
  const energy = (kwh: number | null): string => (kwh === null ? "–" : format.energy(kwh));
  const from = Math.floor(now / HALF_HOUR) * HALF_HOUR;
  const ends = [...blocks.map((block) => block.end), ...(plan.ready_by === null ? [] : [plan.ready_by])];
  const to = Math.min(
    Math.ceil(Math.max(...ends.map((end) => Date.parse(end))) / HALF_HOUR) * HALF_HOUR,
    from + MOST_CELLS * HALF_HOUR,
  );
  const rates = carRates(point);
  const cells: PlanCell[] = [];
  for (let at = from; at < to; at += HALF_HOUR) {
    // A block may begin within the half-hour, and its rate with it.
    const begun = blocks.find((block) => overlap(block, at) > 0)?.start;
    const paid = Math.max(at, begun === undefined ? at : Date.parse(begun));
    cells.push({ colour: bandColour(rateAt(rates, paid)?.band ?? null), share: planned(blocks, at) });
  }
  const rows = blocks.map((block) => ({
    time: `${format.time(block.start)} – ${format.time(block.end)}`,
    energy: energy(block.energy_kwh),
    cost: money(block.cost),
  }));
  return {
    heading: plan.vehicle === null ? t("card_plan") : t("card_plan_of", { vehicle: plan.vehicle }),
    sum: [
      ...(plan.energy_kwh === null ? [] : [format.energy(plan.energy_kwh)]),
      ...(plan.cost === null ? [] : [money(plan.cost)]),
      ...(plan.charge_percent === null
        ? []
        : [t("card_charge_now", { percent: format.percent(plan.charge_percent / 100) })]),
      ...targetText(plan, format, t),
    ].join(" · "),
    cells,
    first: format.time(from),
    last: format.time(to),
    label: t("card_plan_label", { times: rows.map((row) => row.time).join(", ") }),
    rows,
  };
}

/** Return to which state of charge a car is to be charged by when, if that is known. */
export function targetText(
  { target_percent, ready_by }: Pick<CardPlan, "target_percent" | "ready_by">,
  format: Format,
  t: Translate,
): string[] {
  if (target_percent === null || ready_by === null) return [];
  return [
    t("card_target_by", { percent: format.percent(target_percent / 100), time: format.time(ready_by) }),
  ];
}

function planned(blocks: readonly CardPlanned[], at: number): number {
  return blocks.reduce((sum, block) => sum + overlap(block, at), 0) / HALF_HOUR;
}

/** Return how much of a half-hour a block covers, in ms. */
function overlap({ start, end }: CardPlanned, at: number): number {
  return Math.max(Math.min(Date.parse(end), at + HALF_HOUR) - Math.max(Date.parse(start), at), 0);
}
