/** The session card: the charge under way, or else the last one. */

import { html, nothing, type TemplateResult } from "lit";

import { configForm } from "../config";
import type { Format } from "../format";
import { PointCard } from "../point-card.element";
import { slotTable } from "../slot-table.element";
import type { Translate } from "../strings";
import type { CardPoint } from "../wire";
import { emptyText, sessionView, type SessionView } from "./model";
import { styles } from "./card.styles";

export class SessionCard extends PointCard {
  static override styles = [...PointCard.styles, styles];

  static getConfigForm = (): ReturnType<typeof configForm> => configForm();
  static getStubConfig = (): object => ({});

  getGridOptions(): object {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  protected override show(point: CardPoint, t: Translate, format: Format): TemplateResult {
    const view = sessionView(point, format, t, this.now);
    const title = this.config?.title;
    if (!view) {
      return html`<ha-card>
        ${this.head(title ?? t("card_last_charge"), null)}
        <p class="message quiet" role="status">${emptyText(point, format, t)}</p>
      </ha-card>`;
    }
    return html`<ha-card>
      ${this.head(title ?? view.heading, view)}
      <div class="figures" aria-live="polite">
        <span class="cost">${view.cost}</span>
        <span class="energy">${view.energy}</span>
      </div>
      <p class="quiet">${view.when}</p>
      ${this.bars(view)}
      <dl>
        ${view.facts.map(
          (fact) =>
            html`<div class=${fact.key}>
              <dt>${fact.label}</dt>
              <dd>${fact.value}</dd>
            </div>`,
        )}
      </dl>
      ${view.notes.map((note) => html`<p class="quiet">${note}</p>`)}
      <details>
        <summary>${t("card_half_hours")}</summary>
        ${slotTable(view.rows, t)}
      </details>
    </ha-card>`;
  }

  private head(heading: string, view: SessionView | null): TemplateResult {
    const icon = view?.charging ? "mdi:ev-plug-type2" : "mdi:ev-station";
    return html`<div class="head">
      <ha-icon class=${view?.charging ? "charging" : ""} icon=${icon}></ha-icon>
      <h2>${heading}</h2>
      ${view ? html`<span class="chip ${view.live ? "live" : ""}">${view.state}</span>` : nothing}
    </div>`;
  }

  private bars(view: SessionView): TemplateResult {
    return html`<div class="bars" role="img" aria-label=${view.barsLabel}>
      ${view.bars.map(
        (bar) =>
          html`<span style="height:${Math.max(bar.height * 100, 3)}%;background:${bar.colour}"></span>`,
      )}
    </div>`;
  }
}
