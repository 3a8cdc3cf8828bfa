/** The forms in which charges are corrected, split and added. */

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

import type { Translate } from "../strings";
import type { CardVehicle } from "../wire";
import type { Addition, Draft } from "./edits";
import { vehicleChoices } from "./model";
import { select } from "./parts.element";

interface Ends {
  save: () => void;
  cancel: () => void;
}

function field(
  name: keyof Draft | "at",
  type: "number" | "datetime-local" | "text",
  value: string,
  t: Translate,
  typed: (value: string) => void,
  required = false,
): TemplateResult {
  const number = type === "number";
  return html`<label>
    <span>${t(`card_edit_${name}`)}</span>
    <input
      name=${name}
      type=${type}
      step=${number ? "0.001" : nothing}
      min=${number ? "0.001" : nothing}
      max=${number ? "1000" : nothing}
      maxlength=${type === "text" ? "500" : nothing}
      ?required=${required}
      .value=${value}
      @input=${(event: Event) => {
        typed((event.target as HTMLInputElement).value);
      }}
    />
  </label>`;
}

function form(name: string, fields: unknown, t: Translate, { save, cancel }: Ends): TemplateResult {
  return html`<form
    ${ref(begin)}
    class=${name}
    aria-label=${t(`card_${name}`)}
    @submit=${(event: Event) => {
      event.preventDefault();
      save();
    }}
  >
    ${fields}
    <div class="actions">
      <button type="submit" class="main">${t("card_save")}</button>
      <button type="button" @click=${cancel}>${t("card_cancel")}</button>
    </div>
  </form>`;
}

/** Go on in a form that opens: a keyboard would else begin anew with the page. */
function begin(opened: Element | undefined): void {
  queueMicrotask(() => opened?.querySelector("input")?.focus());
}

/** The form in which a session is corrected. */
export function draftForm(
  draft: Draft,
  vehicles: readonly CardVehicle[],
  t: Translate,
  typed: (change: Partial<Draft>) => void,
  ends: Ends,
): TemplateResult {
  const own = (name: keyof Draft, type: Parameters<typeof field>[1]): TemplateResult =>
    field(name, type, draft[name], t, (value) => {
      typed({ [name]: value });
    });
  const vehicle = vehicles.length
    ? select(
        "vehicle",
        draft.vehicle,
        vehicleChoices(vehicles, draft.vehicle, t),
        t("card_edit_vehicle"),
        (key) => {
          typed({ vehicle: key });
        },
      )
    : own("vehicle", "text");
  return form(
    "edit",
    html`${own("energy", "number")}${own("start", "datetime-local")}${own("end", "datetime-local")}
    ${vehicle}${own("note", "text")}`,
    t,
    ends,
  );
}

/** The form that asks where to cut a session. */
export function splitForm(at: string, t: Translate, typed: (at: string) => void, ends: Ends): TemplateResult {
  return form("split", field("at", "datetime-local", at, t, typed, true), t, ends);
}

/** The form of a charge that nothing found. */
export function additionForm(
  addition: Addition,
  t: Translate,
  typed: (change: Partial<Addition>) => void,
  ends: Ends,
): TemplateResult {
  const own = (name: keyof Addition, type: "number" | "datetime-local"): TemplateResult =>
    field(
      name,
      type,
      addition[name],
      t,
      (value) => {
        typed({ [name]: value });
      },
      true,
    );
  const fields = html`${own("start", "datetime-local")}${own("end", "datetime-local")}${own("energy", "number")}`;
  return form("add", fields, t, ends);
}
