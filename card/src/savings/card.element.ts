/** The savings card: what was paid against what else it could have cost. */

import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";

import { configForm } from "../config";
import { controls } from "../controls.styles";
import type { Format } from "../format";
import type { CardConfig } from "../hass";
import { rangeFields } from "../history/parts.element";
import { firstChoice } from "../history/model";
import { filtered, type Choice } from "../history/sums";
import { PagesCard } from "../pages-card.element";
import { emptyText } from "../session/model";
import type { Translate } from "../strings";
import type { CardPoint } from "../wire";
import { styles } from "./card.styles";
import { capView, savingsView, type CapView, type Petrol } from "./model";

type Config = CardConfig & Petrol & Partial<Pick<Choice, "range">>;

const number = (
  name: string,
  max: number,
  step: number,
): { name: string; selector: Record<string, unknown> } => ({
  name,
  selector: { number: { min: 0, max, step, mode: "box" } },
});

export class SavingsCard extends PagesCard<Config> {
  static override styles = [...PagesCard.styles, controls, styles];

  static getConfigForm = (): ReturnType<typeof configForm> =>
    configForm(
      { name: "range", selector: { select: { mode: "dropdown", options: ["7", "30", "90", "365", "all"] } } },
      number("miles_per_kwh", 10, 0.1),
      number("miles_per_gallon", 150, 1),
      number("petrol_price", 10, 0.001),
    );
  static getStubConfig = (): object => ({});

  @state() protected range: Choice = firstChoice({});

  override setConfig(config: Config): void {
    super.setConfig(config);
    this.range = firstChoice(config);
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  protected override show(point: CardPoint, t: Translate, format: Format): TemplateResult {
    const { pages, days: calendar, range } = this;
    if (!pages || !calendar) return this.message("", true);
    const window = this.window(point, calendar);
    const found = filtered(pages.sessions, range, window, calendar);
    return html`<ha-card aria-busy=${pages.state === "loading" ? "true" : "false"}>
      <div class="head">
        <ha-icon icon="mdi:piggy-bank-outline"></ha-icon>
        <h2>${this.config?.title ?? t("card_savings")}</h2>
      </div>
      <div class="fields">
        ${rangeFields(
          range,
          t,
          (value) => (this.range = { ...this.range, range: value }),
          (change) => (this.range = { ...this.range, ...change }),
        )}
      </div>
      ${this.cap(capView(point.cap, format, t), t)}
      ${this.body(
        savingsView(found, this.config ?? {}, point.currency, window, calendar, format, t),
        point,
        t,
        format,
      )}
    </ha-card>`;
  }

  private cap(view: CapView | null, t: Translate): TemplateResult | typeof nothing {
    if (!view) return nothing;
    return html`<section>
      <h3 class="quiet">${t("card_cap")}</h3>
      <div
        class="gauge"
        role="meter"
        aria-label=${t("card_cap")}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(view.used * 100)}
        aria-valuetext=${view.text}
      >
        <span class="used" style="width:${view.used * 100}%"></span>
        <span class="planned" style="width:${view.planned * 100}%"></span>
      </div>
      <p class="quiet">${view.text}</p>
      ${view.warning ? html`<p>${view.warning}</p>` : nothing}
    </section>`;
  }

  private body(
    view: ReturnType<typeof savingsView>,
    point: CardPoint,
    t: Translate,
    format: Format,
  ): TemplateResult {
    if (this.pages?.state === "failed") {
      return html`<p class="message quiet" role="alert">${t("card_history_failed")}</p>`;
    }
    if (!view) {
      const none = point.last_session ? t("card_none_in_range") : emptyText(point, format, t);
      return html`<p class="message quiet" role="status">
        ${this.pages?.state === "loading" ? t("card_loading") : none}
      </p>`;
    }
    return html`<p class="headline">${view.headline}</p>
      <dl>
        ${view.lines.map(
          (line) =>
            html`<div class=${line.key}>
              <dt>${line.label}</dt>
              <dd><span class="bar" style="width:${line.share * 70}%"></span><span>${line.value}</span></dd>
            </div>`,
        )}
      </dl>
      ${view.notes.map((note) => html`<p class="quiet">${note}</p>`)}`;
  }
}
