import { describe, expect, it } from "vitest";

import { Calendar, shifted } from "../src/calendar";

const london = new Calendar("Europe/London");

describe("a local day", () => {
  it("begins at local midnight", () => {
    expect(london.day("2026-06-01T22:59:59Z")).toBe("2026-06-01");
    expect(london.day("2026-06-01T23:00:00Z")).toBe("2026-06-02");
    expect(london.day("2026-06-01T23:00:00Z")).toBe("2026-06-02");
    expect(new Calendar("Asia/Tokyo").day("2026-06-01T15:00:00Z")).toBe("2026-06-02");
  });

  it("is the browser's where no zone is given", () => {
    expect(new Calendar(undefined).day("2026-06-15T12:00:00Z")).toMatch(/^2026-06-1[56]$/);
  });
});

describe("periods", () => {
  it("begin with their first day", () => {
    expect(london.first("2026-11-22", "day")).toBe("2026-11-22");
    expect(london.first("2026-11-22", "week")).toBe("2026-11-16");
    expect(new Calendar("Europe/London", 0).first("2026-11-22", "week")).toBe("2026-11-22");
    expect(london.first("2026-11-22", "month")).toBe("2026-11-01");
    expect(london.first("2026-11-22", "year")).toBe("2026-01-01");
  });

  it.each([
    ["day", ["2026-12-30", "2026-12-31", "2027-01-01"]],
    ["week", ["2026-12-28"]],
    ["month", ["2026-12-01", "2027-01-01"]],
    ["year", ["2026-01-01", "2027-01-01"]],
  ] as const)("follow one another without a gap: %s", (period, days) => {
    expect(london.periods("2026-12-30", "2027-01-01", period)).toEqual(days);
  });

  it("count whole days across a change of the clocks", () => {
    expect(london.periods("2026-10-24", "2026-10-26", "day")).toHaveLength(3);
    expect(shifted("2026-03-28", 2)).toBe("2026-03-30");
  });
});

describe("a field for date and time", () => {
  it.each([
    ["2026-01-10T23:30:00.000Z", "2026-01-10T23:30"],
    ["2026-06-10T23:30:00.000Z", "2026-06-11T00:30"],
    // The clocks go forward at 01:00 and back at 02:00.
    ["2026-03-29T00:30:00.000Z", "2026-03-29T00:30"],
    ["2026-03-29T01:30:00.000Z", "2026-03-29T02:30"],
    ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30"],
    ["2026-10-25T02:30:00.000Z", "2026-10-25T02:30"],
  ])("means the instant that it shows: %s", (instant, field) => {
    expect(london.field(instant)).toBe(field);
    expect(london.instant(field)).toBe(instant);
  });
});
