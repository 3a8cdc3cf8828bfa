import { describe, expect, it } from "vitest";

import { Calendar } from "../src/calendar";
import { Format } from "../src/format";
import { csv } from "../src/history/csv";
import {
  filterName,
  firstChoice,
  historyView,
  row,
  vehicleChoices,
  withRange,
  type HistoryView,
} from "../src/history/model";
import { days, type Choice } from "../src/history/sums";
import type { CardSession } from "../src/wire";
import { BRITISH, loose, session, spell } from "./build";

const FORMAT = new Format(BRITISH, "Europe/London");
const calendar = new Calendar("Europe/London");

function view(sessions: CardSession[], choice: Partial<Choice> = {}): HistoryView {
  const chosen = { ...firstChoice({}), ...choice };
  const window = days(chosen, "2026-11-21", "2024-01-01");
  return historyView(sessions, chosen, window, "GBP", calendar, FORMAT, spell);
}
const value = (of: HistoryView, key: string): string | undefined =>
  of.totals.find((item) => item.key === key)?.value;

describe("a choice", () => {
  it("is the configuration's, and else thirty days by day", () => {
    expect(firstChoice({})).toMatchObject({ range: "30", period: "day", measure: "energy" });
    const config = { type: "custom:octopus-ev-history-card", range: "90", stack: "type" } as const;
    expect(firstChoice(config)).toMatchObject({ range: "90", period: "week", stack: "type" });
    expect(firstChoice(config).type).toBe("");
    expect(firstChoice({ range: "90", period: "year" }).period).toBe("year");
  });

  it("of a free range keeps its period", () => {
    expect(withRange(firstChoice({ period: "week" }), "free").period).toBe("week");
  });
});

describe("a history", () => {
  const month = [
    session(),
    session({ id: "two", start: "2026-11-10T23:30:00+00:00", energy_kwh: 9, cost: 0.65 }),
  ];

  it("tells totals and means", () => {
    const told = view(month);
    expect(told.totals.map((item) => item.value)).toEqual([
      "2",
      "25.20 kWh",
      "£2.00",
      "7.94p/kWh",
      "12.60 kWh",
      "£1.00",
    ]);
    expect(told.unpriced).toBeNull();
  });

  it("says what has no price", () => {
    const unpriced = session({ cost: null, unpriced_kwh: 16.2 });
    const told = view([unpriced]);
    expect([value(told, "cost"), value(told, "average_rate"), value(told, "cost_each")]).toEqual([
      "–",
      "–",
      "–",
    ]);
    expect(told.unpriced).toBe("card_unpriced|16.20 kWh");
    expect(value(view([]), "energy_each")).toBe("–");
  });

  it("has bars as high as they are, and says what they are", () => {
    const { chart } = view(month);
    expect(chart.bars).toHaveLength(30);
    expect(chart.bars.at(-2)).toEqual({
      title: "20 Nov: 16.20 kWh",
      segments: [{ height: 1, colour: "var(--success-color)" }],
    });
    expect(chart).toMatchObject({ top: "16.20 kWh", first: "23 Oct", last: "21 Nov" });
    expect(chart.legend).toEqual([{ name: "card_band_off_peak", colour: "var(--success-color)" }]);
    expect(chart.label).toBe("card_chart_energy|23 Oct|21 Nov");
  });

  it("names its periods", () => {
    expect(view(month, { period: "month", measure: "cost" }).chart.bars.at(-1)?.title).toBe(
      "Nov 2026: £2.70",
    );
    expect(view(month, { period: "week" }).chart.first).toBe("19 Oct");
    const year = view(month, { range: "7", period: "year" }).chart;
    expect([year.first, year.last]).toEqual(["2026", ""]);
  });

  it("shows no more bars than can be seen", () => {
    expect(view(month, { range: "all", period: "day" }).chart.bars).toHaveLength(120);
  });

  it("of nothing has an empty chart", () => {
    const { chart } = view([], { range: "free", from: "2026-02-02", to: "2026-02-01" });
    expect(chart).toMatchObject({ bars: [], first: "", last: "", top: "0.00 kWh" });
  });

  it("at negative prices shows what was paid, not what was earned", () => {
    const earned = session({ cost: -0.5, cost_by_band: { below_mean: -1, above_mean: 0.5 } });
    const { chart } = view([earned], { measure: "cost" });
    expect(chart.top).toBe("£0.50");
    expect(chart.bars.at(-2)?.segments).toEqual([{ height: 1, colour: "var(--warning-color)" }]);
  });

  it("gives each kind its own colour, and what is of none comes last", () => {
    const kinds = [session(), session({ id: "two", type: "boost" }), session({ id: "three", type: "smart" })];
    expect(view(kinds, { stack: "type" }).chart.legend).toEqual([
      { name: "card_type_smart", colour: "var(--success-color)" },
      { name: "card_type_boost", colour: "var(--warning-color)" },
      { name: "card_no_type", colour: "var(--disabled-color)" },
    ]);
  });

  it("colours vehicles apart, and none in grey", () => {
    const { legend } = view([session({ vehicle: "Leaf" }), session({ id: "two" })], {
      stack: "vehicle",
    }).chart;
    expect(legend).toEqual([
      { name: "Leaf", colour: "var(--primary-color)" },
      { name: "card_no_vehicle", colour: "var(--disabled-color)" },
    ]);
  });
});

it("a row says when, how much and at what price", () => {
  const told = row(session(), "GBP", FORMAT);
  expect({ ...told, day: loose(told.day) }).toMatchObject({
    day: "Fri 20 Nov",
    time: "23:30 – 01:45",
    energy: "16.20 kWh",
    rate: "8.33p/kWh",
    cost: "£1.35",
  });
  expect(row(session({ cost: null, average_rate: null }), "GBP", FORMAT)).toMatchObject({
    cost: "–",
    rate: "–",
  });
});

it("a filter's values have names", () => {
  expect(filterName("type", "smart", spell)).toBe("card_type_smart");
  expect(filterName("type", "none", spell)).toBe("card_no_type");
  expect(filterName("vehicle", "Leaf", spell)).toBe("Leaf");
});

describe("a table for a spreadsheet", () => {
  it("has a line of names, and nothing where nothing is known", () => {
    const [names, line, end] = csv([session({ cost: null })]).split("\r\n");
    expect(names).toMatch(/^start,end,energy_kwh,cost,/);
    expect(line).toBe(
      "2026-11-20T23:30:00+00:00,2026-11-21T01:45:00+00:00,16.2,,0.0833,0,4.35,,,settled,probable,",
    );
    expect(end).toBe("");
  });

  it("quotes what would break it, and disarms what would run", () => {
    const line = csv([session({ note: 'say "hi", twice', vehicle: "=cmd()", cost: -1 })]).split("\r\n")[1];
    expect(line).toContain(`'=cmd()`);
    expect(line).toContain(`"say ""hi"", twice"`);
    expect(line).toContain(",-1,");
  });
});

it("a charge that the user added is marked as such", () => {
  expect(row(session({ sources: ["manual"] }), "GBP", FORMAT).byHand).toBe(true);
  expect(row(session({ sources: ["half_hourly", "manual"] }), "GBP", FORMAT).byHand).toBe(false);
});

it("a charge may be said to be of any of the cars, or of what was written before", () => {
  const cars = [{ key: "a", name: "Leaf" }];
  expect(vehicleChoices(cars, "a", spell)).toEqual([
    ["", "card_vehicle_found"],
    ["a", "Leaf"],
  ]);
  expect(vehicleChoices(cars, "", spell)).toHaveLength(2);
  expect(vehicleChoices(cars, "Guest", spell).at(-1)).toEqual(["Guest", "Guest"]);
});
