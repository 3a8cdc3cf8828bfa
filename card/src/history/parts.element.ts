/** Pieces of the history card that hold no state of their own. */

import { html, nothing, type TemplateResult } from "lit";

import type { Translate } from "../strings";
import type { CardSession } from "../wire";
import type { Draft } from "./edits";
import { filterName, type HistoryView } from "./model";
import { names, type Choice } from "./sums";

type Choose = (change: Partial<Choice>) => void;

function select(
  name: string,
  value: string,
  options: readonly (readonly [string, string])[],
  t: Translate,
  change: (value: string) => void,
): TemplateResult {
  return html`<label>
    <span>${t(`card_choose_${name}`)}</span>
    <select
      name=${name}
      .value=${value}
      @change=${(event: Event) => {
        change((event.target as HTMLSelectElement).value);
      }}
    >
      ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>
  </label>`;
}

function keyed(name: string, keys: readonly string[], t: Translate): [string, string][] {
  return keys.map((key) => [key, t(`card_${name}_${key}`)]);
}

/** The range, always to be seen, and the dates of a free one. */
export function rangeFields(
  choice: Choice,
  t: Translate,
  range: (range: Choice["range"]) => void,
  choose: Choose,
): TemplateResult {
  const date = (name: "from" | "to"): TemplateResult =>
    html`<label>
      <span>${t(`card_choose_${name}`)}</span>
      <input
        type="date"
        name=${name}
        .value=${choice[name]}
        @change=${(event: Event) => {
          choose({ [name]: (event.target as HTMLInputElement).value });
        }}
      />
    </label>`;
  return html`${select(
    "range",
    choice.range,
    keyed("range", ["7", "30", "90", "365", "all", "free"], t),
    t,
    (value) => {
      range(value as Choice["range"]);
    },
  )}${choice.range === "free" ? html`${date("from")}${date("to")}` : nothing}`;
}

/** How the bars are made, and what the list is filtered by. */
export function viewFields(
  choice: Choice,
  sessions: readonly CardSession[],
  t: Translate,
  choose: Choose,
): TemplateResult {
  const filter = (field: "vehicle" | "type"): TemplateResult | typeof nothing => {
    const found = names(sessions, field);
    if (found.length < 2 && !choice[field]) return nothing;
    const options = found.map((value) => [value, filterName(field, value, t)] as const);
    return select(field, choice[field], [["", t("card_all")], ...options], t, (value) => {
      choose({ [field]: value });
    });
  };
  const pick = (name: "period" | "measure" | "stack", keys: readonly string[]): TemplateResult =>
    select(name, choice[name], keyed(name, keys, t), t, (value) => {
      choose({ [name]: value });
    });
  return html`${pick("measure", ["energy", "cost"])}${pick("period", ["day", "week", "month", "year"])}
  ${pick("stack", ["band", "type", "vehicle"])}${filter("vehicle")}${filter("type")}`;
}

export function chartOf({ chart }: HistoryView): TemplateResult {
  return html`<figure>
    <div class="top quiet" aria-hidden="true">${chart.top}</div>
    <div class="chart" role="img" aria-label=${chart.label}>
      ${chart.bars.map(
        (bar) =>
          html`<div class="bar" title=${bar.title}>
            ${bar.segments.map(
              (part) => html`<span style="height:${part.height * 100}%;background:${part.colour}"></span>`,
            )}
          </div>`,
      )}
    </div>
    <div class="axis quiet" aria-hidden="true"><span>${chart.first}</span><span>${chart.last}</span></div>
    <figcaption class="quiet">
      ${chart.legend.map(
        (item) =>
          html`<span class="item"
            ><span class="swatch" style="background:${item.colour}"></span>${item.name}</span
          >`,
      )}
    </figcaption>
  </figure>`;
}

/** The form in which a session is corrected. */
export function draftForm(
  draft: Draft,
  t: Translate,
  typed: (change: Partial<Draft>) => void,
  save: () => void,
  cancel: () => void,
): TemplateResult {
  const field = (name: keyof Draft, type: string): TemplateResult =>
    html`<label>
      <span>${t(`card_edit_${name}`)}</span>
      <input
        name=${name}
        type=${type}
        step=${type === "number" ? "0.001" : nothing}
        min=${type === "number" ? "0.001" : nothing}
        max=${type === "number" ? "1000" : nothing}
        maxlength=${type === "text" ? "500" : nothing}
        .value=${draft[name]}
        @input=${(event: Event) => {
          typed({ [name]: (event.target as HTMLInputElement).value });
        }}
      />
    </label>`;
  return html`<form
    @submit=${(event: Event) => {
      event.preventDefault();
      save();
    }}
  >
    ${field("energy", "number")}${field("start", "datetime-local")}${field("end", "datetime-local")}
    ${field("vehicle", "text")}${field("note", "text")}
    <div class="actions">
      <button type="submit" class="main">${t("card_save")}</button>
      <button type="button" @click=${cancel}>${t("card_cancel")}</button>
    </div>
  </form>`;
}
