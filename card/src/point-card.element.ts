/** What all cards share: the feed, the user's language and formats, and what they say when there is nothing. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";

import { chosen, feedOf, type FeedState, type News } from "./feed";
import { Format } from "./format";
import type { CardConfig, Hass } from "./hass";
import { hasStrings, loadStrings, translator, type Translate } from "./strings";
import { shared } from "./shared.styles";
import type { CardPoint } from "./wire";

const HALF_MINUTE = 30_000;

export abstract class PointCard<C extends CardConfig = CardConfig> extends LitElement {
  static override styles = [shared];

  @state() protected config: C | undefined;
  @state() protected feed: FeedState = { kind: "loading" };
  @state() protected t: Translate | undefined;
  @state() protected now = Date.now();
  protected format: Format | undefined;
  protected home: Hass | undefined;
  private leave: (() => void) | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private key = "";

  setConfig(config: C): void {
    this.config = config;
  }

  /** Home Assistant sets this at every change of any state; only another user's ways or language matter here. */
  @property({ attribute: false, noAccessor: true })
  set hass(hass: Hass) {
    const before = this.home;
    this.home = hass;
    const key = Format.key(hass);
    if (key !== this.key) {
      this.key = key;
      this.format = Format.of(hass);
      void loadStrings(hass);
    }
    // The texts come with a later one; of several cards only the first is told when.
    if (before?.localize !== hass.localize) this.t = translator(hass.localize);
    if (before?.connection !== hass.connection) this.follow();
  }

  getCardSize(): number {
    return 4;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.follow();
    this.clock = setInterval(() => (this.now = Date.now()), HALF_MINUTE);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave?.();
    this.leave = undefined;
    clearInterval(this.clock);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { config, t, format, feed } = this;
    if (!config) return nothing;
    if (!t || !format || !hasStrings(t) || feed.kind === "loading") return this.message("", true);
    if (feed.kind === "failed") return this.message(t("card_failed"));
    const point = chosen(feed.points, config.device_id);
    if (!point) return this.message(t(feed.points.length ? "card_point_gone" : "card_no_points"));
    return this.show(point, t, format);
  }

  protected abstract show(point: CardPoint, t: Translate, format: Format): TemplateResult;

  /** Hear what changed of sessions; `null` where the feed began anew. */
  protected heard?(feed: FeedState, news: News | null): void;

  protected message(text: string, busy = false): TemplateResult {
    return html`<ha-card aria-busy=${busy ? "true" : "false"}>
      <p class="message quiet" role="status">${text}</p>
    </ha-card>`;
  }

  private follow(): void {
    this.leave?.();
    this.leave = undefined;
    if (!this.isConnected || !this.home) return;
    this.leave = feedOf(this.home.connection).listen((feed, news) => {
      this.feed = feed;
      this.heard?.(feed, news);
    });
  }
}
