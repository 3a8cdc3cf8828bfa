/** Numbers, money and times as the user reads them. */

import type { Hass, Locale } from "./hass";

const MINUTE = 60_000;

/** As Home Assistant names them; what is none of them, as “language”, begins on Monday. */
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Which language's number format the user's choice stands for. */
function numberLanguage(locale: Locale): string | undefined {
  switch (locale.number_format) {
    case "comma_decimal":
      return "en-US";
    case "decimal_comma":
      return "de";
    case "space_comma":
      return "fr";
    case "quote_decimal":
      return "de-CH";
    case "system":
      return undefined;
    default:
      return locale.language;
  }
}

/** Formats for one user; making one is dear, so keep it while `key` stays the same. */
export class Format {
  readonly timeZone: string | undefined;
  /** Counted from Sunday, 0. */
  readonly firstWeekday: number;
  private readonly cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

  constructor(
    private readonly locale: Locale,
    timeZone: string,
  ) {
    this.timeZone = locale.time_zone === "local" ? undefined : timeZone;
    const weekday = WEEKDAYS.indexOf(locale.first_weekday ?? "");
    this.firstWeekday = weekday < 0 ? 1 : weekday;
  }

  static of(hass: Pick<Hass, "locale" | "config">): Format {
    return new Format(hass.locale, hass.config.time_zone);
  }

  /** Return what the formats depend on. */
  static key({ locale, config }: Pick<Hass, "locale" | "config">): string {
    return [
      locale.language,
      locale.number_format,
      locale.time_format,
      locale.time_zone,
      locale.first_weekday,
      config.time_zone,
    ].join();
  }

  number(value: number, places: number): string {
    return this.numbers(`n${places}`, {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      useGrouping: this.locale.number_format !== "none",
    }).format(value);
  }

  energy(kwh: number): string {
    return `${this.number(kwh, kwh < 100 ? 2 : 1)} kWh`;
  }

  power(kw: number): string {
    return `${this.number(kw, 1)} kW`;
  }

  percent(share: number): string {
    return this.numbers("%", { style: "percent", maximumFractionDigits: 0 }).format(share);
  }

  money(value: number, currency: string): string {
    return this.currency(currency).format(
      // No “-£0.00”.
      Math.abs(value) < 0.005 ? 0 : value,
    );
  }

  /** What one amount is above another, so that it agrees with both as they are shown. */
  above(more: number, less: number, currency: string): string {
    const fraction = this.currency(currency)
      .formatToParts(0)
      .find((part) => part.type === "fraction");
    const unit = 10 ** (fraction?.value.length ?? 0);
    return this.money((Math.round(more * unit) - Math.round(less * unit)) / unit, currency);
  }

  /** A small amount: in pence where the currency is the pound. */
  small(value: number, currency: string): string {
    return currency === "GBP" ? `${this.number(value * 100, 1)}p` : this.money(value, currency);
  }

  /** A price of a kWh: in pence where the currency is the pound. */
  rate(value: number, currency: string): string {
    return currency === "GBP" ? `${this.number(value * 100, 2)}p/kWh` : `${this.money(value, currency)}/kWh`;
  }

  time(instant: string | number): string {
    return this.dates("t", { hour: "2-digit", minute: "2-digit", ...this.hours() }).format(new Date(instant));
  }

  day(instant: string | number): string {
    return this.dates("d", { weekday: "short", day: "numeric", month: "short" }).format(new Date(instant));
  }

  /** A day like `2026-11-20`, whatever the zone. */
  localDay(day: string): string {
    return this.dates("ld", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));
  }

  localMonth(day: string): string {
    return this.dates("lm", { month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(day));
  }

  /** “Fri 20 Nov, 23:30 – 04:10”; the day of the end where it is not the next night's. */
  span(start: string, end: string): string {
    const far = Date.parse(end) - Date.parse(start) >= 1440 * MINUTE;
    const until = far ? `${this.day(end)}, ${this.time(end)}` : this.time(end);
    return `${this.day(start)}, ${this.time(start)} – ${until}`;
  }

  duration(minutes: number): string {
    const hours = Math.floor(minutes / 60);
    const parts = [
      ...(hours ? [this.unit(hours, "hour")] : []),
      ...(minutes % 60 || !hours ? [this.unit(minutes % 60, "minute")] : []),
    ];
    return parts.join(" ");
  }

  private unit(value: number, unit: string): string {
    return this.numbers(unit, { style: "unit", unit, unitDisplay: "short" }).format(value);
  }

  private hours(): Intl.DateTimeFormatOptions {
    const { time_format } = this.locale;
    return time_format === "12" || time_format === "24"
      ? { hourCycle: time_format === "12" ? "h12" : "h23" }
      : {};
  }

  private currency(currency: string): Intl.NumberFormat {
    return this.numbers(`m${currency}`, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  }

  private numbers(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return this.kept(key, () => new Intl.NumberFormat(numberLanguage(this.locale), options));
  }

  private dates(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return this.kept(
      key,
      () =>
        new Intl.DateTimeFormat(this.locale.language, {
          ...(this.timeZone === undefined ? {} : { timeZone: this.timeZone }),
          ...options,
        }),
    );
  }

  private kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
    const known = this.cache.get(key) as T | undefined;
    if (known) return known;
    const made = make();
    this.cache.set(key, made);
    return made;
  }
}
