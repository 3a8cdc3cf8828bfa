/** A session's half-hours as a table. */

import { html, type TemplateResult } from "lit";

import type { SlotRow } from "./session/model";
import type { Translate } from "./strings";

export function slotTable(rows: readonly SlotRow[], t: Translate): TemplateResult {
  return html`<div class="scroll">
    <table class="slots">
      <thead>
        <tr>
          <th scope="col">${t("card_column_time")}</th>
          <th scope="col">${t("card_column_energy")}</th>
          <th scope="col">${t("card_column_rate")}</th>
          <th scope="col">${t("card_column_cost")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <td>
                <span class="swatch" style="background:${row.colour}"></span>${row.time}
                <span class="hidden">${row.band}</span>
              </td>
              <td>${row.energy}</td>
              <td>${row.rate}</td>
              <td>${row.cost}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
