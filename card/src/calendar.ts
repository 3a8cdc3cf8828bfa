/** Local days and what they make up, in one time zone. */

const DAY_MS = 86_400_000;

export type Period = "day" | "week" | "month" | "year";

/** A date like `2026-11-20`, or that of the first day of a week, month or year. */
export type DayKey = string;

const asDate = (day: DayKey): Date => new Date(`${day}T00:00:00Z`);
const asKey = (date: Date): DayKey => date.toISOString().slice(0, 10);

export class Calendar {
  /** Swedes write dates as ISO 8601 does. */
  private readonly clock: Intl.DateTimeFormat;
  private readonly days = new Map<string, DayKey>();

  /** `firstWeekday` counts from Sunday, 0. */
  constructor(
    timeZone: string | undefined,
    private readonly firstWeekday = 1,
  ) {
    this.clock = new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
      ...(timeZone === undefined ? {} : { timeZone }),
    });
  }

  /** Return the local day of an instant. */
  day(instant: string): DayKey {
    let day = this.days.get(instant);
    if (day === undefined) {
      day = this.clock.format(new Date(instant)).slice(0, 10);
      this.days.set(instant, day);
    }
    return day;
  }

  /** Return the first day of the period that a day is in. */
  first(day: DayKey, period: Period): DayKey {
    switch (period) {
      case "day":
        return day;
      case "week": {
        const date = asDate(day);
        return shifted(day, -((date.getUTCDay() - this.firstWeekday + 7) % 7));
      }
      case "month":
        return `${day.slice(0, 7)}-01`;
      case "year":
        return `${day.slice(0, 4)}-01-01`;
    }
  }

  /** Return the first days of all periods from that of one day to that of another. */
  periods(from: DayKey, to: DayKey, period: Period): DayKey[] {
    const found: DayKey[] = [];
    for (let at = this.first(from, period); at <= to; at = following(at, period)) found.push(at);
    return found;
  }

  /** Return an instant as a field for local date and time wants it: `2026-11-20T23:30`. */
  field(instant: string): string {
    return this.clock.format(new Date(instant)).slice(0, 16).replace(" ", "T");
  }

  /** Return the instant of such a field; of an hour that comes twice, the first. */
  instant(field: string): string {
    const wall = Date.parse(`${field}:00Z`);
    // The offset of an hour before is right but for the hour that follows a change; then that of the guess is.
    let guess = wall - this.offset(wall - DAY_MS / 2);
    if (this.offset(guess) !== wall - guess) guess = wall - this.offset(guess);
    return new Date(guess).toISOString();
  }

  /** Return how far the clock is ahead of UTC at an instant, in ms. */
  private offset(instant: number): number {
    return Date.parse(`${this.clock.format(new Date(instant)).replace(" ", "T")}Z`) - instant;
  }
}

/** Return the day so many days after another. */
export function shifted(day: DayKey, days: number): DayKey {
  return asKey(new Date(asDate(day).getTime() + days * DAY_MS));
}

function following(day: DayKey, period: Period): DayKey {
  const date = asDate(day);
  switch (period) {
    case "day":
      return shifted(day, 1);
    case "week":
      return shifted(day, 7);
    case "month":
      date.setUTCMonth(date.getUTCMonth() + 1);
      return asKey(date);
    case "year":
      date.setUTCFullYear(date.getUTCFullYear() + 1);
      return asKey(date);
  }
}
