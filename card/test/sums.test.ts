import { describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import { buckets, days, filtered, names, stackParts, totals } from "../src/history/sums";
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
    expect(totals(ALL)).toMatchObject({ count: 3, energy: 46.2, cost: 4, unpriced: 21.2 });
    expect(totals(ALL).rate).toBeCloseTo(4 / 25, 9);
  });

  it("of nothing priced have no cost", () => {
    expect(totals([free])).toMatchObject({ cost: null, rate: null });
    expect(totals([])).toMatchObject({ count: 0, energy: 0, cost: null });
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
    const energy = buckets(ALL, { ...by, measure: "energy", stack: "type" }, window, calendar);
    expect(energy[0]?.parts.get("smart")).toBe(20);
  });

  it("are of their days alone", () => {
    const day = buckets(ALL, { ...CHOICE, period: "day" }, ["2026-11-20", "2026-11-20"], calendar);
    expect(day).toHaveLength(1);
    expect(day[0]?.sum).toBeCloseTo(16.2 + 16.2 + 15 + 5, 5);
  });
});
