/**
 * What the integration tells the cards; `card_wire.py` says the same in Python.
 *
 * Instants are ISO 8601 in UTC, energy is in kWh, money in the currency's major unit with tax and not
 * rounded for display. What is unknown is null.
 */

export const SUBSCRIBE = "octopus_ev/subscribe";
export const SESSIONS = "octopus_ev/sessions";
export const SESSION = "octopus_ev/session";
export const AMEND = "octopus_ev/amend";
export const EDIT = "octopus_ev/edit";
export const MERGE = "octopus_ev/merge";
export const SPLIT = "octopus_ev/split";
export const ADD = "octopus_ev/add";

export interface CardSlot {
  start: string;
  energy_kwh: number;
  unit_rate: number | null;
  cost: number | null;
  band: string | null;
  type: string | null;
}

export interface CardDay {
  day: string;
  energy_kwh: number;
  cost: number | null;
  unpriced_kwh: number;
  energy_by_band: Record<string, number>;
  cost_by_band: Record<string, number>;
}

export interface CardSession {
  id: string;
  point: string;
  revision: number;
  state: string;
  start: string;
  end: string;
  duration_min: number;
  charging_min: number;
  energy_kwh: number;
  cost: number | null;
  cost_low: number | null;
  cost_high: number | null;
  average_rate: number | null;
  energy_by_band: Record<string, number>;
  cost_by_band: Record<string, number>;
  unpriced_kwh: number;
  reference_cost: number | null;
  excess: number | null;
  type: string | null;
  vehicle: string | null;
  vehicle_key: string | null;
  vehicle_by: string | null;
  percent_added: number | null;
  percent_estimated: boolean | null;
  miles_added: number | null;
  cost_per_mile: number | null;
  petrol_saving: number | null;
  carbon_g: number | null;
  carbon_unknown_kwh: number | null;
  note: string | null;
  edited: string[];
  sources: string[];
  confidence: string;
  days: CardDay[];
}

export interface CardRate {
  start: string;
  end: string;
  unit_rate: number;
  band: string;
}

export interface CardSpan {
  start: string;
  end: string;
}

export interface CardTotals {
  energy_kwh: number;
  cost: number | null;
  unpriced_kwh: number;
  count: number;
}

export interface CardForecast {
  finish: string;
  energy_kwh: number;
  cost: number | null;
  basis: string;
  target_percent: number | null;
  ready_by: string | null;
}

export interface CardPlanned {
  start: string;
  end: string;
  energy_kwh: number | null;
  cost: number | null;
}

export interface CardPlan {
  vehicle: string | null;
  blocks: CardPlanned[];
  energy_kwh: number | null;
  cost: number | null;
  charge_percent: number | null;
  target_percent: number | null;
  ready_by: string | null;
}

export interface CardCap {
  allowance_min: number;
  used_min: number;
  planned_min: number;
}

export interface CardVehicle {
  key: string;
  name: string;
}

export interface CardPoint {
  key: string;
  device_id: string;
  name: string;
  currency: string;
  time_zone: string;
  may_edit: boolean;
  sees_live: boolean;
  charging: boolean;
  demand_w: number | null;
  power_kw: number | null;
  charger_power_kw: number | null;
  live_session: CardSession | null;
  live_slots: CardSlot[];
  forecast: CardForecast | null;
  last_session: CardSession | null;
  last_slots: CardSlot[];
  rates: CardRate[];
  car_rates: CardRate[];
  charged: CardSpan[];
  planned: CardSpan[];
  plans: CardPlan[];
  cap: CardCap | null;
  vehicles: CardVehicle[];
  today: CardTotals | null;
  month: CardTotals | null;
  ever: CardTotals | null;
  newest_reading: string | null;
  oldest_session: string | null;
  imported: number | null;
}

export type CardChanges = Partial<CardPoint>;

export interface CardSnapshot {
  kind: "snapshot";
  points: CardPoint[];
}

export interface CardUpdate {
  kind: "update";
  points: Record<string, CardChanges>;
  sessions: CardSession[];
  removed: string[];
}

export interface CardPage {
  sessions: CardSession[];
  before: string | null;
}

export interface CardDetail {
  session: CardSession;
  slots: CardSlot[];
}

export interface CardDone {
  session: string | null;
}
