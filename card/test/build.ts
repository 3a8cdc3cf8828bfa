/** Short ways to write down what the tests speak of. */

import type { CardPoint, CardSession, CardSlot } from "../src/wire";
import type { Locale } from "../src/hass";
import type { Translate } from "../src/strings";

export const BRITISH: Locale = {
  language: "en-GB",
  number_format: "language",
  time_format: "language",
  time_zone: "server",
};

/** Say the key and what is put into it. */
export const spell: Translate = (key, values = {}) => [key, ...Object.values(values)].join("|");

/** Leave out the commas that one version of the language data puts after a weekday and another does not. */
export const loose = (text: string): string => text.replaceAll(",", "");

export function session(own: Partial<CardSession> = {}): CardSession {
  return {
    id: "one",
    point: "0123456789",
    revision: 1,
    state: "settled",
    start: "2026-11-20T23:30:00+00:00",
    end: "2026-11-21T01:45:00+00:00",
    duration_min: 135,
    charging_min: 135,
    energy_kwh: 16.2,
    cost: 1.35,
    cost_low: null,
    cost_high: null,
    average_rate: 0.0833,
    energy_by_band: { off_peak: 16.2 },
    cost_by_band: { off_peak: 1.35 },
    unpriced_kwh: 0,
    reference_cost: 4.35,
    excess: 0,
    type: null,
    vehicle: null,
    vehicle_key: null,
    vehicle_by: null,
    percent_added: null,
    percent_estimated: null,
    miles_added: null,
    cost_per_mile: null,
    petrol_saving: null,
    carbon_g: null,
    carbon_unknown_kwh: null,
    note: null,
    edited: [],
    sources: ["half_hourly"],
    confidence: "probable",
    days: [],
    ...own,
  };
}

export function slot(start: string, own: Partial<CardSlot> = {}): CardSlot {
  return { start, energy_kwh: 3.6, unit_rate: 0.0833, cost: 0.3, band: "off_peak", type: null, ...own };
}

export function point(own: Partial<CardPoint> = {}): CardPoint {
  return {
    key: "0123456789",
    device_id: "device",
    name: "Home",
    currency: "GBP",
    time_zone: "Europe/London",
    may_edit: true,
    sees_live: true,
    charging: false,
    demand_w: 400,
    power_kw: null,
    charger_power_kw: 7.2,
    live_session: null,
    live_slots: [],
    forecast: null,
    last_session: session(),
    last_slots: [slot("2026-11-20T23:30:00+00:00"), slot("2026-11-21T00:00:00+00:00", { energy_kwh: 1.8 })],
    rates: [
      {
        start: "2026-11-21T00:30:00+00:00",
        end: "2026-11-21T05:30:00+00:00",
        unit_rate: 0.085,
        band: "off_peak",
      },
      {
        start: "2026-11-21T05:30:00+00:00",
        end: "2026-11-22T00:00:00+00:00",
        unit_rate: 0.27,
        band: "standard",
      },
    ],
    car_rates: [],
    plans: [],
    charged: [{ start: "2026-11-21T00:30:00+00:00", end: "2026-11-21T01:41:00+00:00" }],
    planned: [],
    cap: null,
    vehicles: [],
    today: null,
    month: null,
    ever: null,
    newest_reading: "2026-11-21T00:00:00+00:00",
    oldest_session: "2026-01-01T00:00:00+00:00",
    imported: 1,
    ...own,
  };
}
