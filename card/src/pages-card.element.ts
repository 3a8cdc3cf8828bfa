/** What cards share that show more sessions than the last one. */

import type { PropertyValues } from "lit";

import { Calendar, type DayKey } from "./calendar";
import { chosen, type FeedState, type News } from "./feed";
import type { CardConfig } from "./hass";
import { days, type Choice } from "./history/sums";
import { SessionPages } from "./history/pages";
import { PointCard } from "./point-card.element";
import type { CardPoint } from "./wire";

const DAY_MS = 86_400_000;

export abstract class PagesCard<C extends CardConfig> extends PointCard<C> {
  protected pages: SessionPages | undefined;
  /** The days of the user's clock. */
  protected calendar: Calendar | undefined;
  /** Those of the supply point, by which it is billed and the sensors count. */
  protected days: Calendar | undefined;

  /** What the calendars depend on. */
  private zones = "";

  /** Which days are to be shown. */
  protected abstract readonly range: Pick<Choice, "range" | "from" | "to">;

  protected override heard(feed: FeedState, news: News | null): void {
    if (news) this.pages?.hear(news);
    else if (feed.kind === "ready") void this.pages?.again();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { home, format, feed } = this;
    if (!home || !format || feed.kind !== "ready") return;
    this.pages ??= new SessionPages(home.connection, this.redraw);
    const point = chosen(feed.points, this.config?.device_id);
    if (!point) return;
    const zones = [format.timeZone, format.firstWeekday, point.time_zone].join();
    if (zones !== this.zones) {
      // Calendars remember the days of instants, which take long to find.
      this.zones = zones;
      this.calendar = new Calendar(format.timeZone, format.firstWeekday);
      this.days = new Calendar(point.time_zone, format.firstWeekday);
    }
    if (!this.days) return;
    // A day earlier than shown, for a charge that began on the evening before.
    const [first] = this.window(point, this.days);
    void this.pages.want(point.key, Math.max(Date.parse(first) - DAY_MS, 0));
  }

  protected window(point: CardPoint, calendar: Calendar): [DayKey, DayKey] {
    const oldest = point.oldest_session === null ? null : calendar.day(point.oldest_session);
    return days(this.range, calendar.day(new Date(this.now).toISOString()), oldest);
  }

  protected readonly redraw = (): void => {
    this.requestUpdate();
  };
}
