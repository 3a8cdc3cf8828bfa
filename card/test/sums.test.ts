import { describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import { buckets, clipped, days, filtered, names, stackParts, totals } from "../src/history/sums";
import { firstChoice } from "../src/history/model";
import { session } from "./build";

const calendar = new Calendar("Europe/London");
const TODAY = "2026-11-21";
const CHOICE = firstChoice({});
const first = session({ id: "a", start: "2026-11-02T23:00:00+00:00", energy_kwh: 10, cost: 1 });
const second = session({
  id: "b",
  start: "2026-11-20T23:00:00+00:00",
  energy_kwh: 20,
  unpriced_kwh: 5,
  cost: 3,
  vehicle: "Leaf",
  type: "smart",
  energy_by_band: { off_peak: 10, standard: 5 },
  cost_by_band: { off_peak: 1, standard: 2 },
});
const free = session({ id: "c", start: "2026-11-20T01:00:00+00:00", cost: null, unpriced_kwh: 16.2 });
const ALL = [second, free, first];
const MONTH = ["2026-11-01", TODAY] as const;
/** A night across the end of a month. */
const night = session({
  id: "d",
  start: "2026-10-31T23:00:00+00:00",
  energy_kwh: 12,
  unpriced_kwh: 2,
  cost: 3,
  reference_cost: 5,
  excess: 1,
  petrol_saving: 10,
  energy_by_band: { standard: 4, off_peak: 6 },
  cost_by_band: { standard: 2, off_peak: 1 },
  days: [
    {
      day: "2026-10-31",
      energy_kwh: 4,
      cost: 2,
      unpriced_kwh: 0,
      energy_by_band: { standard: 4 },
      cost_by_band: { standard: 2 },
    },
    {
      day: "2026-11-01",
      energy_kwh: 8,
      cost: 1,
      unpriced_kwh: 2,
      energy_by_band: { off_peak: 6 },
      cost_by_band: { off_peak: 1 },
    },
  ],
});

describe("the days to show", () => {
  it("end today", () => {
    expect(days({ ...CHOICE, range: "7" }, TODAY, null)).toEqual(["2026-11-15", TODAY]);
    expect(days({ ...CHOICE, range: "all" }, TODAY, "2025-01-01")).toEqual(["2025-01-01", TODAY]);
    expect(days({ ...CHOICE, range: "all" }, TODAY, null)).toEqual([TODAY, TODAY]);
  });

  it("are as given where the range is free, and open where it is", () => {
    const range = { ...CHOICE, range: "free" } as const;
    expect(days({ ...range, from: "2026-02-01", to: "2026-02-03" }, TODAY, null)).toEqual([
      "2026-02-01",
      "2026-02-03",
    ]);
    expect(days(range, TODAY, "2025-01-01")).toEqual(["2025-01-01", TODAY]);
    expect(days(range, TODAY, null)).toEqual([TODAY, TODAY]);
  });
});

describe("a filter", () => {
  const ids = (choice: object, window: [string, string] = ["2026-11-01", TODAY]): string[] =>
    filtered(ALL, { ...CHOICE, ...choice }, window, calendar).map((one) => one.id);

  it("lets through what it names, and all without it", () => {
    expect(ids({})).toEqual(["b", "c", "a"]);
    expect(ids({ vehicle: "Leaf" })).toEqual(["b"]);
    expect(ids({ vehicle: "none" })).toEqual(["c", "a"]);
    expect(ids({ type: "smart" })).toEqual(["b"]);
    expect(ids({ type: "none" })).toEqual(["c", "a"]);
    expect(ids({}, ["2026-11-02", "2026-11-19"])).toEqual(["a"]);
  });

  it("offers what there is", () => {
    expect(names(ALL, "vehicle")).toEqual(["Leaf", "none"]);
  });
});

describe("totals", () => {
  it("leave what has no price out of the cost, and say how much that is", () => {
    expect(totals(ALL, MONTH, calendar)).toMatchObject({ count: 3, energy: 46.2, cost: 4, unpriced: 21.2 });
    expect(totals(ALL, MONTH, calendar).rate).toBeCloseTo(4 / 25, 9);
  });

  it("of nothing priced have no cost", () => {
    expect(totals([free], MONTH, calendar)).toMatchObject({ cost: null, rate: null });
    expect(totals([], MONTH, calendar)).toMatchObject({ count: 0, energy: 0, cost: null });
  });
});

describe("bars", () => {
  const window = ["2026-11-01", TODAY] as const;

  it("are one for each period, stacked by band", () => {
    const weeks = buckets(ALL, { period: "week", measure: "energy", stack: "band" }, window, calendar);
    expect(weeks.map((week) => week.day)).toEqual(["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]);
    expect(weeks[3]?.parts).toEqual(
      new Map([
        ["off_peak", 26.2],
        ["standard", 5],
        ["none", 21.2],
      ]),
    );
    expect(weeks[2]?.sum).toBe(0);
    expect(stackParts(weeks, "band")).toEqual(["off_peak", "standard", "none"]);
  });

  it("of cost have the cost of each band", () => {
    const months = buckets(ALL, { period: "month", measure: "cost", stack: "band" }, window, calendar);
    expect(months).toHaveLength(1);
    expect(months[0]?.parts.get("standard")).toBe(2);
  });

  it("can be stacked by vehicle or kind", () => {
    const by = { period: "year", measure: "cost", stack: "vehicle" } as const;
    const cost = buckets(ALL, by, window, calendar);
    expect(cost[0]?.parts).toEqual(
      new Map([
        ["Leaf", 3],
        ["none", 1],
      ]),
    );
    expect(stackParts(cost, "vehicle")).toEqual(["Leaf", "none"]);
    expect(stackParts(buckets([second], by, window, calendar), "vehicle")).toEqual(["Leaf"]);
    const energy = buckets(ALL, { ...by, measure: "energy", stack: "type" }, window, calendar);
    expect(energy[0]?.parts.get("smart")).toBe(20);
  });

  it("are of their days alone", () => {
    const day = buckets(ALL, { ...CHOICE, period: "day" }, ["2026-11-20", "2026-11-20"], calendar);
    expect(day).toHaveLength(1);
    expect(day[0]?.sum).toBeCloseTo(16.2 + 16.2 + 15 + 5, 5);
  });
});

describe("a night across the end of a month", () => {
  const october = ["2026-10-01", "2026-10-31"] as const;

  it("counts where it was drawn, and as a charge where it began", () => {
    expect(totals([night], october, calendar)).toEqual({
      count: 1,
      energy: 4,
      cost: 2,
      unpriced: 0,
      rate: 0.5,
    });
    expect(totals([night], MONTH, calendar)).toMatchObject({ count: 0, energy: 8, cost: 1, unpriced: 2 });
    expect(filtered([night], CHOICE, MONTH, calendar)).toEqual([night]);
  });

  it("shares what is told of the whole", () => {
    const [part] = clipped([night], MONTH);
    expect(part).toMatchObject({ reference_cost: 3, excess: 0.6, petrol_saving: 6 });
    expect(part?.energy_by_band).toEqual({ off_peak: 6 });
    const bare = { ...night, reference_cost: null, excess: null, petrol_saving: null };
    expect(clipped([bare], october)[0]).toMatchObject({ reference_cost: null, excess: null });
    expect(clipped([night], ["2026-10-31", "2026-11-01"])).toEqual([night]);
  });

  it("without a price has none", () => {
    const dayless = night.days.map((day) => ({ ...day, cost: null, unpriced_kwh: day.energy_kwh }));
    const unpriced = { ...night, cost: null, unpriced_kwh: 12, days: dayless };
    expect(clipped([unpriced], MONTH)[0]).toMatchObject({ cost: null, unpriced_kwh: 8, reference_cost: 0 });
  });

  it("that reaches over three days is added up", () => {
    const [one] = night.days;
    if (!one) throw new Error("there is a first day");
    const long = {
      ...night,
      days: [...night.days, { ...one, day: "2026-11-02" }, { ...one, day: "2026-11-03" }],
    };
    expect(clipped([long], MONTH)[0]?.energy_by_band).toEqual({ off_peak: 6, standard: 8 });
  });

  it("has a bar in both months", () => {
    const months = buckets(
      [night],
      { period: "month", measure: "energy", stack: "band" },
      ["2026-10-01", TODAY],
      calendar,
    );
    expect(months.map((month) => month.sum)).toEqual([4, 8]);
  });
});
