/** Pieces of the history card that hold no state of their own. */

import { html, nothing, type TemplateResult } from "lit";

import type { Translate } from "../strings";
import type { CardSession } from "../wire";
import { csv } from "./csv";
import { filterName, type HistoryView } from "./model";
import { names, type Choice } from "./sums";

type Choose = (change: Partial<Choice>) => void;

export function select(
  name: string,
  value: string,
  options: readonly (readonly [string, string])[],
  label: string,
  change: (value: string) => void,
): TemplateResult {
  return html`<label>
    <span>${label}</span>
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
    t("card_choose_range"),
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
    const label = t(`card_choose_${field}`);
    return select(field, choice[field], [["", t("card_all")], ...options], label, (value) => {
      choose({ [field]: value });
    });
  };
  const pick = (name: "period" | "measure" | "stack", keys: readonly string[]): TemplateResult =>
    select(name, choice[name], keyed(name, keys, t), t(`card_choose_${name}`), (value) => {
      choose({ [name]: value });
    });
  return html`${pick("measure", ["energy", "cost"])}${pick("period", ["day", "week", "month", "year"])}
  ${pick("stack", ["band", "type", "vehicle"])}${filter("vehicle")}${filter("type")}`;
}

/** Save sessions as a file. */
export function download(found: readonly CardSession[]): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv(found)], { type: "text/csv" }));
  link.download = "charging-sessions.csv";
  link.click();
  URL.revokeObjectURL(link.href);
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
