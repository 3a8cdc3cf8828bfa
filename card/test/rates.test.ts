import { describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import { Format } from "../src/format";
import { cheapest, cheapestText, ratesView, type RatesView } from "../src/rates/model";
import type { CardPoint, CardRate } from "../src/wire";
import { BRITISH, loose, point, spell } from "./build";

const FORMAT = new Format(BRITISH, "Europe/London");
const calendar = new Calendar("Europe/London");
const at = (time: string): string => `2026-11-21T${time}:00+00:00`;
const NOW = Date.parse(at("01:10"));

function rate(start: string, end: string, unit_rate: number, band = "standard"): CardRate {
  return { start: at(start), end: at(end), unit_rate, band };
}

const DAY: CardRate[] = [
  rate("00:00", "00:30", 0.27),
  rate("00:30", "05:30", 0.085, "off_peak"),
  rate("05:30", "23:30", 0.27),
];

function view(own: Partial<CardPoint> = {}, now = NOW): RatesView {
  const made = ratesView(point({ rates: DAY, ...own }), "car", calendar, FORMAT, spell, now);
  if (!made) throw new Error("there are rates");
  return made;
}

describe("rates", () => {
  it("that are not known make no picture", () => {
    expect(ratesView(point({ rates: [] }), "car", calendar, FORMAT, spell, NOW)).toBeNull();
  });

  it("say what holds, how long, and what comes next", () => {
    expect(view().now).toBe("card_rate_until|8.50p/kWh|05:30");
    expect(view().next).toBe("card_rate_from|27.00p/kWh|05:30");
    expect(view({}, Date.parse(at("12:00"))).next).toBeNull();
  });

  it("that do not hold now say nothing of now", () => {
    expect(view({}, Date.parse(at("23:45")))).toMatchObject({ now: null, next: null });
  });

  it("have a bar for each half-hour, as high as the price", () => {
    const [today] = view().days;
    expect(today?.bars).toHaveLength(47);
    expect(today?.bars[0]).toMatchObject({ title: "00:00: 27.00p/kWh", bottom: 0, height: 1, past: true });
    expect(today?.bars[1]?.height).toBeCloseTo(0.085 / 0.27, 9);
    expect(today?.bars.map((bar) => bar.now).indexOf(true)).toBe(2);
    expect(loose(today?.name ?? "")).toBe("Sat 21 Nov");
  });

  it("below nought hang under the line", () => {
    const prices = [rate("00:00", "00:30", -0.1, "below_mean"), rate("00:30", "01:00", 0.3, "above_mean")];
    const [day] = view({ rates: prices }).days;
    expect(day?.bars.map((bar) => [bar.bottom, bar.height].map((value) => value.toFixed(2)))).toEqual([
      ["0.00", "0.25"],
      ["0.25", "0.75"],
    ]);
  });

  it("of nought are flat", () => {
    expect(view({ rates: [rate("00:00", "00:30", 0)] }).days[0]?.bars[0]?.height).toBe(0);
  });

  it("are the car's own or the home's, and the cheapest time is by the car's", () => {
    const both = point({ rates: DAY, car_rates: [rate("00:00", "23:30", 0.06, "off_peak")] });
    const now = (payer: "car" | "home"): string | null | undefined =>
      ratesView(both, payer, calendar, FORMAT, spell, NOW)?.now;
    expect(now("car")).toBe("card_rate_until|6.00p/kWh|23:30");
    expect(now("home")).toBe("card_rate_until|8.50p/kWh|05:30");
    expect(cheapestText(both, 7.2, FORMAT, spell, NOW)).toContain("£0.43");
  });

  it("of two days are told apart", () => {
    const tomorrow = { ...rate("23:30", "23:30", 0.085, "off_peak"), end: "2026-11-22T05:30:00+00:00" };
    expect(view({ rates: [...DAY, tomorrow] }).days.map((day) => day.bars.length)).toEqual([48, 11]);
  });

  it("are marked where a car charged or is to charge", () => {
    const marked = view({
      charged: [{ start: at("00:40"), end: at("01:05") }],
      planned: [{ start: at("02:00"), end: at("02:30") }],
    });
    const bars = marked.days[0]?.bars ?? [];
    expect(bars.flatMap((bar, index) => (bar.charged ? index : []))).toEqual([1, 2]);
    expect(bars.flatMap((bar, index) => (bar.planned ? index : []))).toEqual([4]);
    expect(marked.marks).toEqual(["charged", "planned"]);
    expect(view({ charged: [] }).marks).toEqual([]);
  });

  it("of one price are one row of the table", () => {
    const slots = [rate("00:00", "00:30", 0.1), rate("00:30", "01:00", 0.1), rate("01:00", "01:30", 0.2)];
    const { rows } = view({ rates: slots });
    expect(rows).toHaveLength(2);
    expect({ ...rows[0], time: loose(rows[0]?.time ?? "") }).toEqual({
      time: "Sat 21 Nov 00:00 – 01:00",
      rate: "10.00p/kWh",
      band: "card_band_standard",
      colour: "var(--info-color)",
    });
  });
});

describe("the cheapest time", () => {
  it("is now where now is as cheap as later", () => {
    expect(cheapest(DAY, 7, 7, NOW)).toEqual({ start: NOW, end: NOW + 3_600_000, cost: 7 * 0.085 });
  });

  it("is later where later is cheaper, and begins with a half-hour", () => {
    const early = Date.parse(at("00:05"));
    expect(cheapest(DAY, 7, 7, early)?.start).toBe(Date.parse(at("00:30")));
  });

  it("weighs parts of half-hours by what they cost", () => {
    const slots = [rate("00:00", "00:30", 0.3), rate("00:30", "01:00", 0.1), rate("01:00", "01:30", 0.2)];
    const best = cheapest(slots, 5.25, 7, Date.parse(at("00:00")));
    expect(best?.start).toBe(Date.parse(at("00:30")));
    expect(best?.cost).toBeCloseTo(3.5 * 0.1 + 1.75 * 0.2, 9);
  });

  it("is none where the rates end before, or there is nothing to charge", () => {
    expect(cheapest(DAY, 200, 7, NOW)).toBeNull();
    expect(cheapest(DAY, 0, 7, NOW)).toBeNull();
    expect(cheapest([], 7, 7, NOW)).toBeNull();
  });

  it("is told in a sentence, with the power that it is for", () => {
    const rates = { rates: DAY };
    expect(loose(cheapestText(point(rates), 7.2, FORMAT, spell, NOW))).toBe(
      "card_cheapest|Sat 21 Nov 01:10 – 02:10|£0.61|7.2 kW",
    );
    expect(cheapestText(point({ ...rates, charger_power_kw: null }), 7, FORMAT, spell, NOW)).toContain(
      "7.0 kW",
    );
    expect(cheapestText(point(rates), 500, FORMAT, spell, NOW)).toBe("card_no_cheapest");
  });
});
