/** What the session card says: the charge under way, or else the last one. */

import { bandColour, bandKey } from "../bands";
import type { Format } from "../format";
import { carRates, rateAt } from "../rates";
import type { Translate } from "../strings";
import type { CardPoint, CardSession, CardSlot } from "../wire";
import { planViews, targetText, type PlanView } from "./plan";

export interface Fact {
  key: string;
  label: string;
  value: string;
}

export interface Bar {
  /** Of the highest one, 0 to 1. */
  height: number;
  colour: string;
}

export interface SlotRow {
  time: string;
  energy: string;
  rate: string;
  cost: string;
  colour: string;
  band: string;
}

export interface SessionView {
  live: boolean;
  charging: boolean;
  heading: string;
  state: string;
  cost: string;
  energy: string;
  when: string;
  facts: Fact[];
  plans: PlanView[];
  bars: Bar[];
  barsLabel: string;
  rows: SlotRow[];
  notes: string[];
}

/** Return what to show, or `null` where there is no session yet. */
export function sessionView(point: CardPoint, format: Format, t: Translate, now: number): SessionView | null {
  const live = point.live_session;
  const session = live ?? point.last_session;
  if (!session) return null;
  const slots = live ? point.live_slots : point.last_slots;
  const rows = slotRows(slots, point.currency, format, t);
  return {
    live: live !== null,
    charging: point.charging,
    heading: t(live ? (point.charging ? "card_charging_now" : "card_charging_paused") : "card_last_charge"),
    state: t(`card_state_${session.state}`),
    cost: session.cost === null ? t("card_no_price") : format.money(session.cost, point.currency),
    energy: format.energy(session.energy_kwh),
    when: live
      ? t("card_since", { time: `${format.day(live.start)}, ${format.time(live.start)}` })
      : `${format.span(session.start, session.end)} · ${format.duration(session.duration_min)}`,
    facts: live ? liveFacts(point, format, t, now) : lastFacts(session, point.currency, format, t),
    plans: planViews(point, format, t, now),
    bars: slotBars(slots),
    barsLabel: t("card_blocks_label", { from: format.time(session.start), to: format.time(session.end) }),
    rows,
    notes: notes(session, point, format, t),
  };
}

/** Return the sentence for a supply point that has no session yet. */
export function emptyText(point: CardPoint, format: Format, t: Translate): string {
  if (point.imported !== null && point.imported < 1) {
    return t("card_importing", { share: format.percent(point.imported) });
  }
  if (point.newest_reading === null) return t("card_no_readings");
  return t(point.sees_live ? "card_no_sessions" : "card_no_sessions_no_mini");
}

/** Return the half-hours of a session as rows of a table. */
export function slotRows(
  slots: readonly CardSlot[],
  currency: string,
  format: Format,
  t: Translate,
): SlotRow[] {
  return slots.map((slot) => ({
    time: format.time(slot.start),
    energy: format.energy(slot.energy_kwh),
    rate: slot.unit_rate === null ? "–" : format.rate(slot.unit_rate, currency),
    cost: slot.cost === null ? "–" : format.money(slot.cost, currency),
    colour: bandColour(slot.band),
    band: t(bandKey(slot.band)),
  }));
}

/** Return where a session's figures come from and how sure they are. */
export function origin(session: CardSession, t: Translate): string {
  const sources = session.sources.map((source) => t(`card_source_${source}`)).join(", ");
  return `${sources} · ${t(`card_confidence_${session.confidence}`)}`;
}

function slotBars(slots: readonly CardSlot[]): Bar[] {
  const highest = Math.max(...slots.map((slot) => slot.energy_kwh), 0.001);
  return slots.map((slot) => ({ height: slot.energy_kwh / highest, colour: bandColour(slot.band) }));
}

function liveFacts(point: CardPoint, format: Format, t: Translate, now: number): Fact[] {
  const { power_kw, forecast, currency } = point;
  const rate = rateAt(carRates(point), now);
  return facts(t, {
    power: power_kw === null ? null : format.power(power_kw),
    rate_now: rate ? format.rate(rate.unit_rate, currency) : null,
    finish: forecast
      ? `${format.time(forecast.finish)} (${format.energy(forecast.energy_kwh)}, ${t(`card_basis_${forecast.basis}`)})`
      : null,
    finish_cost: forecast?.cost == null ? null : format.money(forecast.cost, currency),
    target: forecast ? (targetText(forecast, format, t)[0] ?? null) : null,
  });
}

function lastFacts(session: CardSession, currency: string, format: Format, t: Translate): Fact[] {
  const { average_rate, cost, petrol_saving, reference_cost } = session;
  const saving = cost === null || reference_cost === null ? null : reference_cost - cost;
  return facts(t, {
    average_rate: average_rate === null ? null : format.rate(average_rate, currency),
    saving: saving === null || saving < 0.005 ? null : format.money(saving, currency),
    source: origin(session, t),
    type: session.type === null ? null : t(`card_type_${session.type}`),
    vehicle: session.vehicle,
    added: addedText(session, format, t),
    per_mile: session.cost_per_mile === null ? null : `≈ ${format.small(session.cost_per_mile, currency)}`,
    petrol: petrol_saving === null ? null : format.money(petrol_saving, currency),
    carbon: carbonText(session, format),
  });
}

/** Return what a charge added to the battery; what is not measured is about so much. */
function addedText(session: CardSession, format: Format, t: Translate): string | null {
  const { percent_added, percent_estimated, miles_added } = session;
  const told = [
    ...(percent_added === null
      ? []
      : [`${percent_estimated ? "≈ " : ""}${format.percent(percent_added / 100)}`]),
    ...(miles_added === null ? [] : [`≈ ${t("card_miles", { miles: format.number(miles_added, 0) })}`]),
  ];
  return told.length ? told.join(" · ") : null;
}

/** Return the carbon of a charge in kg; where that of a part is not known it is at least so much. */
function carbonText({ carbon_g, carbon_unknown_kwh }: CardSession, format: Format): string | null {
  if (carbon_g === null) return null;
  return `${(carbon_unknown_kwh ?? 0) > 0 ? "≥ " : ""}${format.number(carbon_g / 1000, 1)} kg CO₂`;
}

function facts(t: Translate, values: Record<string, string | null>): Fact[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ key, label: t(`card_${key}`), value }],
  );
}

function notes(session: CardSession, point: CardPoint, format: Format, t: Translate): string[] {
  const { cost_low, cost_high, unpriced_kwh, note } = session;
  const { currency, newest_reading, sees_live } = point;
  const told: string[] = [];
  if (unpriced_kwh > 0 && session.cost !== null) {
    told.push(t("card_unpriced", { energy: format.energy(unpriced_kwh) }));
  }
  if (cost_low !== null && cost_high !== null) {
    const [low, high] = [format.money(cost_low, currency), format.money(cost_high, currency)];
    if (low !== high) told.push(t("card_cost_between", { low, high }));
  }
  const { forecast } = point;
  if (forecast?.ready_by != null && Date.parse(forecast.finish) > Date.parse(forecast.ready_by)) {
    told.push(
      t("card_late", { finish: format.time(forecast.finish), ready: format.time(forecast.ready_by) }),
    );
  }
  if (!sees_live && newest_reading !== null) {
    const time = `${format.day(newest_reading)}, ${format.time(newest_reading)}`;
    told.push(t("card_readings_until", { time }));
  }
  if (note !== null) told.push(note);
  return told;
}
