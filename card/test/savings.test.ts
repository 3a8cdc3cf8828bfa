import { describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import { Format } from "../src/format";
import { capView, savingsView, type Petrol, type SavingsView } from "../src/savings/model";
import type { CardSession } from "../src/wire";
import { BRITISH, session, spell } from "./build";

const FORMAT = new Format(BRITISH, "Europe/London");
const WINDOW = ["2026-11-01", "2026-11-30"] as const;
const calendar = new Calendar("Europe/London");
const PETROL: Petrol = { miles_per_kwh: 4, miles_per_gallon: 40, petrol_price: 1.4 };

function view(sessions: CardSession[], petrol: Petrol = {}): SavingsView {
  const made = savingsView(sessions, petrol, "GBP", WINDOW, calendar, FORMAT, spell);
  if (!made) throw new Error("there are prices");
  return made;
}
const values = (of: SavingsView): Record<string, string> =>
  Object.fromEntries(of.lines.map((line) => [line.key, line.value]));

describe("savings", () => {
  it("are against the standard rate, with their share", () => {
    const told = view([session(), session({ excess: 0.25 })]);
    expect(told.headline).toBe("card_saved_headline|£6.00|69%");
    expect(values(told)).toEqual({ paid: "£2.70", standard: "£8.70", cheapest_hours: "£2.45" });
    expect(told.lines.map((line) => line.share.toFixed(2))).toEqual(["0.31", "1.00", "0.28"]);
    expect(told.notes).toEqual(["card_excess|£0.25"]);
  });

  it("without a standard rate are none, and what was paid is told", () => {
    const told = view([session({ reference_cost: null, excess: null })]);
    expect(told.headline).toBe("card_paid_headline|£1.35");
    expect(values(told)).not.toHaveProperty("standard");
    expect(told.notes).toEqual([]);
    expect(view([session({ reference_cost: 0 })]).headline).toBe("card_paid_headline|£1.35");
  });

  it("leave out what has no price, and say so", () => {
    const told = view([session(), session({ cost: null, unpriced_kwh: 16.2 })]);
    expect(values(told).standard).toBe("£4.35");
    expect(told.notes).toEqual(["card_unpriced|16.20 kWh"]);
    expect(savingsView([session({ cost: null })], {}, "GBP", WINDOW, calendar, FORMAT, spell)).toBeNull();
  });

  it("against petrol need all three figures", () => {
    const told = view([session()], PETROL);
    expect(values(told).petrol).toBe("£10.31");
    expect(told.notes).toEqual(["card_petrol_saved|£8.96"]);
    for (const name of Object.keys(PETROL)) {
      expect(values(view([session()], { ...PETROL, [name]: 0 }))).not.toHaveProperty("petrol");
    }
  });

  it("against petrol are by each vehicle's own figures where it has any", () => {
    const told = view([
      session({ petrol_saving: 5 }),
      session(),
      session({ cost: null, unpriced_kwh: 16.2 }),
    ]);
    expect(values(told).petrol).toBe("£6.35");
    expect(told.notes).toEqual([
      "card_petrol_saved|£5.00",
      "card_petrol_part|1|2",
      "card_unpriced|16.20 kWh",
    ]);
    expect(values(view([session({ petrol_saving: 5 }), session()], PETROL)).petrol).toBe("£16.66");
  });

  it("of charges that earned have no line below nought", () => {
    const told = view([session({ cost: -1, reference_cost: -2 })]);
    expect(told.lines.map((line) => line.share)).toEqual([0, 0, 0]);
  });
});

describe("the allowance of smart charging", () => {
  it("is nothing where there is none", () => {
    expect(capView(null, FORMAT, spell)).toBeNull();
  });

  it("says what is used, and shows what the plan adds", () => {
    expect(capView({ allowance_min: 360, used_min: 90, planned_min: 180 }, FORMAT, spell)).toEqual({
      used: 0.25,
      planned: 0.5,
      text: "card_cap_used|1 hr 30 mins|6 hrs",
      warning: null,
    });
  });

  it("warns of a plan that is more than is left", () => {
    const full = capView({ allowance_min: 360, used_min: 300, planned_min: 90 }, FORMAT, spell);
    expect(full).toMatchObject({ planned: 60 / 360, warning: "card_cap_beyond|30 mins" });
    const over = capView({ allowance_min: 360, used_min: 400, planned_min: 30 }, FORMAT, spell);
    expect(over).toMatchObject({ used: 1, planned: 0, warning: "card_cap_beyond|30 mins" });
  });
});
