/** The rates card: today and tomorrow by half-hour. */

import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";

import { Calendar } from "../calendar";
import { configForm } from "../config";
import { controls } from "../controls.styles";
import type { Format } from "../format";
import type { CardConfig } from "../hass";
import { PointCard } from "../point-card.element";
import type { Translate } from "../strings";
import type { CardPoint } from "../wire";
import { styles } from "./card.styles";
import { cheapestText, ratesView, type DayView, type Payer } from "./model";

interface Config extends CardConfig {
  energy_kwh?: number;
}

const USUAL_KWH = 10;

export class RatesCard extends PointCard<Config> {
  static override styles = [...PointCard.styles, controls, styles];

  static getConfigForm = (): ReturnType<typeof configForm> =>
    configForm({
      name: "energy_kwh",
      selector: { number: { min: 1, max: 200, step: 1, unit_of_measurement: "kWh", mode: "box" } },
    });
  static getStubConfig = (): object => ({});

  @state() private energy = USUAL_KWH;
  @state() private payer: Payer = "car";

  override setConfig(config: Config): void {
    super.setConfig(config);
    this.energy = config.energy_kwh ?? USUAL_KWH;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  protected override show(point: CardPoint, t: Translate, format: Format): TemplateResult {
    const calendar = new Calendar(format.timeZone, format.firstWeekday);
    const view = ratesView(point, this.payer, calendar, format, t, this.now);
    const head = html`<div class="head">
      <ha-icon icon="mdi:chart-bar"></ha-icon>
      <h2>${this.config?.title ?? t("card_rates")}</h2>
    </div>`;
    if (!view) {
      return html`<ha-card
        >${head}
        <p class="message quiet" role="status">${t("card_no_rates")}</p></ha-card
      >`;
    }
    return html`<ha-card>
      ${head} ${point.car_rates.length ? this.payers(t) : nothing}
      <div class="current">${view.now ?? t("card_band_none")}</div>
      ${view.next ? html`<p class="quiet">${view.next}</p>` : nothing}
      ${view.days.map((day) => this.day(day))}
      ${view.days.length < 2 ? html`<p class="quiet">${t("card_no_tomorrow")}</p>` : nothing}
      ${
        view.marks.length
          ? html`<p class="legend quiet">
              ${view.marks.map((mark) => html`<span><span class="mark ${mark}"></span>${t(`card_${mark}`)}</span>`)}
            </p>`
          : nothing
      }
      <div class="cheapest">
        <label>
          <span>${t("card_cheapest_for")}</span>
          <input
            type="number"
            name="energy"
            min="1"
            max="200"
            .value=${String(this.energy)}
            @input=${(event: Event) => (this.energy = Number((event.target as HTMLInputElement).value))}
          />
        </label>
        <p role="status">${cheapestText(point, this.energy, format, t, this.now)}</p>
      </div>
      <details>
        <summary>${t("card_rates_table")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">${t("card_column_when")}</th>
              <th scope="col">${t("card_column_rate")}</th>
            </tr>
          </thead>
          <tbody>
            ${view.rows.map(
              (row) =>
                html`<tr>
                  <td>
                    <span class="swatch" style="background:${row.colour}"></span>${row.time}
                    <span class="hidden">${row.band}</span>
                  </td>
                  <td>${row.rate}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>
    </ha-card>`;
  }

  private payers(t: Translate): TemplateResult {
    return html`<div class="payers" role="group" aria-label=${t("card_rates_of")}>
      ${(["car", "home"] as const).map(
        (payer) =>
          html`<button
            type="button"
            class=${payer === this.payer ? "main" : ""}
            aria-pressed=${payer === this.payer ? "true" : "false"}
            @click=${() => (this.payer = payer)}
          >
            ${t(`card_rates_${payer}`)}
          </button>`,
      )}
    </div>`;
  }

  private day(day: DayView): TemplateResult {
    return html`<section>
      <h3 class="quiet">${day.name}</h3>
      <div class="chart" role="img" aria-label=${day.label}>
        ${day.bars.map(
          (bar) =>
            html`<div class="slot ${bar.now ? "now" : ""} ${bar.past ? "past" : ""}" title=${bar.title}>
              <span
                class="price"
                style="bottom:${bar.bottom * 100}%;height:${Math.max(bar.height * 100, 1)}%;background:${bar.colour}"
              ></span>
              ${bar.charged ? html`<span class="mark charged"></span>` : nothing}
              ${bar.planned ? html`<span class="mark planned"></span>` : nothing}
            </div>`,
        )}
      </div>
    </section>`;
  }
}
