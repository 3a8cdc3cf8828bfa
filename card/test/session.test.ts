import { describe, expect, it } from "vitest";

import { bandColour, bandKey } from "../src/bands";
import { Format } from "../src/format";
import { carRates, rateAt } from "../src/rates";
import { emptyText, sessionView, type SessionView } from "../src/session/model";
import type { CardForecast, CardPlan, CardPoint } from "../src/wire";
import { BRITISH, point, session, slot, spell, loose } from "./build";

const FORMAT = new Format(BRITISH, "Europe/London");
const NOW = Date.parse("2026-11-21T01:00:00Z");
const LIVE: Partial<CardPoint> = {
  charging: true,
  power_kw: 7.2,
  live_session: session({ state: "live", cost: 0.9, energy_kwh: 10.8 }),
  live_slots: [slot("2026-11-21T00:30:00Z")],
  forecast: forecast(),
};

function forecast(own: Partial<CardForecast> = {}): CardForecast {
  const known = { finish: "2026-11-21T02:30:00Z", energy_kwh: 20, cost: 1.66, basis: "usual" };
  return { ...known, target_percent: null, ready_by: null, ...own };
}

function plan(own: Partial<CardPlan> = {}): CardPlan {
  return {
    vehicle: "Leaf",
    blocks: [
      { start: "2026-11-20T23:00:00Z", end: "2026-11-21T00:30:00Z", energy_kwh: 9, cost: 0.77 },
      { start: "2026-11-21T02:15:00Z", end: "2026-11-21T03:30:00Z", energy_kwh: 9, cost: 0.77 },
      { start: "2026-11-21T04:00:00Z", end: "2026-11-21T04:30:00Z", energy_kwh: null, cost: null },
    ],
    energy_kwh: 18,
    cost: 1.54,
    charge_percent: 50,
    target_percent: 80,
    ready_by: "2026-11-21T07:00:00Z",
    ...own,
  };
}

function view(own: Partial<CardPoint> = {}): SessionView {
  const made = sessionView(point(own), FORMAT, spell, NOW);
  if (!made) throw new Error("there is a session");
  return made;
}
const fact = (of: SessionView, key: string): string | undefined =>
  of.facts.find((one) => one.key === key)?.value;

describe("the last charge", () => {
  it("is told in one line", () => {
    const last = view();
    expect(last).toMatchObject({ live: false, heading: "card_last_charge", state: "card_state_settled" });
    expect(`${last.energy}, ${last.cost}`).toBe("16.20 kWh, £1.35");
    expect(loose(last.when)).toBe("Fri 20 Nov 23:30 – 01:45 · 2 hrs 15 mins");
  });

  it("says what it saved, where it comes from and whose it was", () => {
    const last = view({ last_session: session({ vehicle: "Leaf", type: "smart" }) });
    expect(fact(last, "average_rate")).toBe("8.33p/kWh");
    expect(fact(last, "saving")).toBe("£3.00");
    expect(fact(last, "source")).toBe("card_source_half_hourly · card_confidence_probable");
    expect(fact(last, "vehicle")).toBe("Leaf");
    expect(fact(last, "type")).toBe("card_type_smart");
  });

  it("says what it is worth on the road, and how much of that is estimated", () => {
    const driven = { percent_added: 27, miles_added: 64.8, cost_per_mile: 0.0208, petrol_saving: 7.5 };
    const last = view({ last_session: session({ ...driven, percent_estimated: false, carbon_g: 2310 }) });
    expect(fact(last, "added")).toBe("27% · ≈ card_miles|65");
    expect(fact(last, "per_mile")).toBe("≈ 2.1p");
    expect(fact(last, "petrol")).toBe("£7.50");
    expect(fact(last, "carbon")).toBe("2.3 kg CO₂");
    const usual = { percent_added: 27, percent_estimated: true, carbon_g: 900, carbon_unknown_kwh: 2 };
    const guessed = view({ last_session: session(usual) });
    expect(fact(guessed, "added")).toBe("≈ 27%");
    expect(fact(guessed, "carbon")).toBe("≥ 0.9 kg CO₂");
  });

  it("without a price has none, rather than nought", () => {
    const last = view({ last_session: session({ cost: null, average_rate: null, unpriced_kwh: 16.2 }) });
    expect(last.cost).toBe("card_no_price");
    expect(last.facts.map((one) => one.key)).toEqual(["source"]);
    expect(last.notes).toEqual([]);
  });

  it("tells no saving that is none", () => {
    expect(fact(view({ last_session: session({ reference_cost: 1.35 }) }), "saving")).toBeUndefined();
    expect(fact(view({ last_session: session({ reference_cost: null }) }), "saving")).toBeUndefined();
  });

  it("says what is not sure", () => {
    const doubtful = session({ unpriced_kwh: 2, cost_low: 1.1, cost_high: 1.6, note: "<b>guest</b>" });
    expect(view({ last_session: doubtful }).notes).toEqual([
      "card_unpriced|2.00 kWh",
      "card_cost_between|£1.10|£1.60",
      "<b>guest</b>",
    ]);
    const penny = session({ cost_low: 1.3501, cost_high: 1.3502 });
    expect(view({ last_session: penny }).notes).toEqual([]);
    expect(view({ last_session: session({ cost_low: 1.1 }) }).notes).toEqual([]);
  });

  it("says without a Home Mini how far readings have come", () => {
    expect(view({ sees_live: false }).notes.map(loose)).toEqual(["card_readings_until|Sat 21 Nov 00:00"]);
    expect(view({ sees_live: false, newest_reading: null }).notes).toEqual([]);
  });
});

describe("a charge under way", () => {
  it("says its power, the rate now, and where it may end", () => {
    const live = view(LIVE);
    expect(live).toMatchObject({ live: true, charging: true, heading: "card_charging_now", cost: "£0.90" });
    expect(loose(live.when)).toBe("card_since|Fri 20 Nov 23:30");
    expect(live.facts.map((one) => one.value)).toEqual([
      "7.2 kW",
      "8.50p/kWh",
      "02:30 (20.00 kWh, card_basis_usual)",
      "£1.66",
    ]);
  });

  it("that has paused says so", () => {
    expect(view({ ...LIVE, charging: false }).heading).toBe("card_charging_paused");
  });

  it("says nothing that is not known", () => {
    const known = view({ ...LIVE, power_kw: null, rates: [], forecast: forecast({ cost: null }) });
    expect(known.facts.map((one) => one.key)).toEqual(["finish"]);
    expect(view({ ...LIVE, power_kw: null, rates: [], forecast: null }).facts).toEqual([]);
  });
});

describe("a target", () => {
  const targeted = { target_percent: 80, ready_by: "2026-11-21T07:00:00Z", basis: "target" };

  it("is told with its time", () => {
    const live = view({ ...LIVE, forecast: forecast(targeted) });
    expect(fact(live, "target")).toBe("card_target_by|80%|07:00");
    expect(live.notes).toEqual([]);
  });

  it("that will be missed is said", () => {
    const late = forecast({ ...targeted, finish: "2026-11-21T08:10:00Z" });
    expect(view({ ...LIVE, forecast: late }).notes).toEqual(["card_late|08:10|07:00"]);
  });
});

describe("the plan of the night", () => {
  it("is what is still ahead, with what it costs and what it is for", () => {
    const [told] = view({ plans: [plan()] }).plans;
    expect(told).toMatchObject({
      heading: "card_plan_of|Leaf",
      sum: "18.00 kWh · £1.54 · card_charge_now|50% · card_target_by|80%|07:00",
      first: "01:00",
      last: "07:00",
      label: "card_plan_label|02:15 – 03:30, 04:00 – 04:30",
    });
    expect(told?.rows).toEqual([
      { time: "02:15 – 03:30", energy: "9.00 kWh", cost: "£0.77" },
      { time: "04:00 – 04:30", energy: "–", cost: "–" },
    ]);
    expect(told?.cells.map((cell) => cell.share)).toEqual([0, 0, 0.5, 1, 1, 0, 1, 0, 0, 0, 0, 0]);
    expect(told?.cells[0]?.colour).toBe("var(--success-color)");
    expect(told?.cells.at(-1)?.colour).toBe("var(--info-color)");
  });

  it("is coloured by the rate of what is planned of a half-hour", () => {
    const own = [
      { start: "2026-11-21T01:00:00Z", end: "2026-11-21T02:15:00Z", unit_rate: 0.3, band: "standard" },
      { start: "2026-11-21T02:15:00Z", end: "2026-11-22T00:00:00Z", unit_rate: 0.06, band: "off_peak" },
    ];
    const [told] = view({ plans: [plan()], car_rates: own }).plans;
    expect(told?.cells.slice(1, 3).map((cell) => cell.colour)).toEqual([
      "var(--info-color)",
      "var(--success-color)",
    ]);
  });

  it("says nothing that is not known, and reaches no further than a day", () => {
    const bare = plan({
      vehicle: null,
      energy_kwh: null,
      cost: null,
      charge_percent: null,
      target_percent: null,
    });
    const far = { start: "2026-11-24T02:00:00Z", end: "2026-11-24T03:00:00Z", energy_kwh: 1, cost: 1 };
    const [told] = view({ plans: [{ ...bare, blocks: [far], ready_by: null }] }).plans;
    expect(told).toMatchObject({ heading: "card_plan", sum: "" });
    expect(told?.cells).toHaveLength(48);
    expect(told?.cells.at(-1)?.colour).toBe("var(--disabled-color)");
  });

  it("that is over is none", () => {
    expect(view({ plans: [plan({ blocks: [] })] }).plans).toEqual([]);
  });
});

describe("half-hours", () => {
  it("are rows, and bars as high as their energy", () => {
    const last = view();
    expect(last.bars).toEqual([
      { height: 1, colour: "var(--success-color)" },
      { height: 0.5, colour: "var(--success-color)" },
    ]);
    expect(last.rows[0]).toEqual({
      time: "23:30",
      energy: "3.60 kWh",
      rate: "8.33p/kWh",
      cost: "£0.30",
      colour: "var(--success-color)",
      band: "card_band_off_peak",
    });
  });

  it("without a rate have a dash", () => {
    const unpriced = slot("2026-11-21T00:00:00Z", { unit_rate: null, cost: null, band: null });
    expect(view({ last_slots: [unpriced] }).rows[0]).toMatchObject({
      rate: "–",
      cost: "–",
      band: "card_band_none",
      colour: "var(--disabled-color)",
    });
    expect(bandColour("of a later version")).toBe("var(--disabled-color)");
    expect(bandKey("of a later version")).toBe("card_band_none");
  });

  it("that took nothing are flat", () => {
    const idle = slot("2026-11-21T00:00:00Z", { energy_kwh: 0 });
    expect(view({ last_slots: [idle] }).bars).toEqual([{ height: 0, colour: "var(--success-color)" }]);
  });
});

describe("no charge yet", () => {
  const text = (own: Partial<CardPoint>): string => emptyText(point(own), FORMAT, spell);

  it("is no session", () => {
    expect(sessionView(point({ last_session: null }), FORMAT, spell, NOW)).toBeNull();
  });

  it("says why", () => {
    expect(text({ imported: 0.4 })).toBe("card_importing|40%");
    expect(text({ newest_reading: null })).toBe("card_no_readings");
    expect(text({ imported: null })).toBe("card_no_sessions");
    expect(text({ sees_live: false })).toBe("card_no_sessions_no_mini");
  });
});

it("the rate that holds is from its start to before its end", () => {
  const { rates } = point();
  expect(rateAt(rates, Date.parse("2026-11-21T05:30:00Z"))?.unit_rate).toBe(0.27);
  expect(rateAt(rates, Date.parse("2026-11-21T00:29:59Z"))).toBeUndefined();
});

it("the car pays its own rates where it has any", () => {
  const own = [{ start: "2026-11-21T00:00:00Z", end: "2026-11-22T00:00:00Z", unit_rate: 0.3, band: "peak" }];
  expect(carRates(point({ car_rates: own }))).toBe(own);
  expect(fact(view({ ...LIVE, car_rates: own }), "rate_now")).toBe("30.00p/kWh");
});
