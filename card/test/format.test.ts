import { describe, expect, it } from "vitest";

import { Format } from "../src/format";
import type { Locale } from "../src/hass";
import { BRITISH, loose } from "./build";

const format = (own: Partial<Locale> = {}): Format => new Format({ ...BRITISH, ...own }, "Europe/London");
const plain = (text: string): string => text.replace(/\s/gu, " ");

describe("numbers", () => {
  it("are rounded once, half away from the table's width", () => {
    expect(format().energy(24.305)).toBe("24.31 kWh");
    expect(format().energy(1234.56)).toBe("1,234.6 kWh");
    expect(format().power(7.18)).toBe("7.2 kW");
    expect(format().percent(0.4)).toBe("40%");
  });

  it.each([
    ["comma_decimal", "1,234.5"],
    ["decimal_comma", "1.234,5"],
    ["space_comma", "1 234,5"],
    ["none", "1234.5"],
  ])("are written as the user chose: %s", (number_format, written) => {
    expect(plain(format({ number_format }).number(1234.5, 1))).toBe(written);
  });

  it("may be grouped by apostrophes, straight or curly", () => {
    expect(format({ number_format: "quote_decimal" }).number(1234.5, 1)).toMatch(/^1['’]234\.5$/);
  });

  it("follow the browser where the user says so", () => {
    expect(format({ number_format: "system" }).number(1.5, 1)).toMatch(/^1.5$/);
  });
});

describe("money", () => {
  it("has its currency's sign, and no minus before nothing", () => {
    expect(format().money(1.7, "GBP")).toBe("£1.70");
    expect(format().money(-0.001, "GBP")).toBe("£0.00");
    expect(format().money(-0.2, "GBP")).toBe("-£0.20");
  });

  it("per kWh is in pence in Britain alone", () => {
    expect(format().rate(0.0826, "GBP")).toBe("8.26p/kWh");
    expect(format().above(203.214, 26.476, "GBP")).toBe("£176.73");
    expect(format({ language: "ja" }).above(1000.4, 200.6, "JPY")).toBe("￥799");
    expect(format().small(0.0208, "GBP")).toBe("2.1p");
    expect(format({ language: "ja" }).small(3.2, "JPY")).toBe("￥3");
    expect(format({ language: "en" }).rate(31.2, "JPY")).toBe("¥31/kWh");
  });
});

describe("times", () => {
  it("are those of the home, or of the browser where the user says so", () => {
    expect(format().time("2026-06-01T22:30:00Z")).toBe("23:30");
    expect(format({ time_zone: "local" }).timeZone).toBeUndefined();
    expect(format({ time_zone: "local" }).time("2026-06-01T22:30:00Z")).toMatch(/^\d\d:\d\d$/);
  });

  it("have twelve hours where the user says so", () => {
    expect(plain(format({ time_format: "12" }).time("2026-11-20T15:05:00Z"))).toBe("03:05 pm");
    expect(format({ time_format: "24", language: "en-US" }).time("2026-11-20T15:05:00Z")).toBe("15:05");
  });

  it("of a night name its evening", () => {
    expect(loose(format().span("2026-11-20T23:30:00Z", "2026-11-21T04:10:00Z"))).toBe(
      "Fri 20 Nov 23:30 – 04:10",
    );
    expect(loose(format().span("2026-11-20T23:30:00Z", "2026-11-22T04:10:00Z"))).toBe(
      "Fri 20 Nov 23:30 – Sun 22 Nov 04:10",
    );
  });

  it("of a local day are of no zone", () => {
    expect(format().localDay("2026-06-20")).toBe("20 Jun");
    expect(format().localMonth("2026-06-01")).toBe("Jun 2026");
  });

  it("that last are told in hours and minutes", () => {
    expect(format().duration(71)).toBe("1 hr 11 mins");
    expect(format().duration(120)).toBe("2 hrs");
    expect(format().duration(0)).toBe("0 mins");
  });
});

it("weeks begin on the day that the user chose, and else on Monday", () => {
  expect(format({ first_weekday: "sunday" }).firstWeekday).toBe(0);
  expect(format({ first_weekday: "language" }).firstWeekday).toBe(1);
  expect(format().firstWeekday).toBe(1);
});

it("are made anew when what they depend on changes", () => {
  const hass = { locale: BRITISH, config: { time_zone: "Europe/London" } };
  expect(Format.of(hass).time("2026-06-01T22:30:00Z")).toBe("23:30");
  expect(Format.key(hass)).not.toBe(Format.key({ ...hass, config: { time_zone: "Asia/Tokyo" } }));
});
