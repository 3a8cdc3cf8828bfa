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
import { planViews, type PlanView } from "./plan";

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
        ${planViews(point, format, t, this.now).map((plan) => this.plan(plan))}
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
      ${view.plans.map((plan) => this.plan(plan))}
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

  private plan(plan: PlanView): TemplateResult {
    return html`<section class="plan">
      <h3>${plan.heading}</h3>
      <p class="quiet">${plan.sum}</p>
      <div class="strip" role="img" aria-label=${plan.label}>
        ${plan.cells.map(
          (cell) =>
            html`<span
              class=${cell.share > 0 ? "on" : ""}
              style="--share:${cell.share};background:${cell.colour}"
            ></span>`,
        )}
      </div>
      <div class="axis quiet" aria-hidden="true"><span>${plan.first}</span><span>${plan.last}</span></div>
      <ul>
        ${plan.rows.map((row) => html`<li><span>${row.time}</span><span>${row.energy}</span><span>${row.cost}</span></li>`)}
      </ul>
    </section>`;
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
