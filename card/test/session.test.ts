import { describe, expect, it } from "vitest";

import { bandColour, bandKey } from "../src/bands";
import { Format } from "../src/format";
import { emptyText, rateAt, sessionView, type SessionView } from "../src/session/model";
import type { CardPoint } from "../src/wire";
import { BRITISH, point, session, slot, spell, loose } from "./build";

const FORMAT = new Format(BRITISH, "Europe/London");
const NOW = Date.parse("2026-11-21T01:00:00Z");
const LIVE: Partial<CardPoint> = {
  charging: true,
  power_kw: 7.2,
  live_session: session({ state: "live", cost: 0.9, energy_kwh: 10.8 }),
  live_slots: [slot("2026-11-21T00:30:00Z")],
  forecast: { finish: "2026-11-21T02:30:00Z", energy_kwh: 20, cost: 1.66 },
};

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
    expect(live.facts.map((one) => one.value)).toEqual(["7.2 kW", "8.50p/kWh", "02:30 (20.00 kWh)", "£1.66"]);
  });

  it("that has paused says so", () => {
    expect(view({ ...LIVE, charging: false }).heading).toBe("card_charging_paused");
  });

  it("says nothing that is not known", () => {
    const forecast = { finish: "2026-11-21T02:30:00Z", energy_kwh: 20, cost: null };
    const known = view({ ...LIVE, power_kw: null, rates: [], forecast });
    expect(known.facts.map((one) => one.key)).toEqual(["finish"]);
    expect(view({ ...LIVE, power_kw: null, rates: [], forecast: null }).facts).toEqual([]);
  });
});

it("the plan of the night is what is still ahead", () => {
  const planned = [
    { start: "2026-11-20T23:00:00Z", end: "2026-11-21T00:30:00Z" },
    { start: "2026-11-21T02:00:00Z", end: "2026-11-21T03:30:00Z" },
    { start: "2026-11-21T04:00:00Z", end: "2026-11-21T04:30:00Z" },
  ];
  expect(fact(view({ planned }), "plan")).toBe("02:00 – 03:30, 04:00 – 04:30");
  expect(fact(view({ ...LIVE, planned }), "plan")).toBe("02:00 – 03:30, 04:00 – 04:30");
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
