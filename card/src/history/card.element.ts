/** The history card: what was charged, as bars, totals and a list to correct. */

import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";

import { configForm } from "../config";
import { controls } from "../controls.styles";
import type { Format } from "../format";
import type { CardConfig } from "../hass";
import { PagesCard } from "../pages-card.element";
import { emptyText, origin, slotRows } from "../session/model";
import { slotTable } from "../slot-table.element";
import type { Translate } from "../strings";
import { SESSION, type CardDetail, type CardPoint, type CardSession } from "../wire";
import { styles } from "./card.styles";
import {
  adder,
  correction,
  draftOf,
  Editor,
  merger,
  middle,
  noAddition,
  splitter,
  verdict,
  type Addition,
  type Draft,
  type Order,
  type Verdict,
} from "./edits";
import { additionForm, draftForm, splitForm } from "./forms.element";
import { firstChoice, historyView, row, withRange, type HistoryView } from "./model";
import { chartOf, download, rangeFields, viewFields } from "./parts.element";
import type { Choice } from "./sums";

const ROWS = 25;

type Config = CardConfig & Partial<Pick<Choice, "range" | "period" | "measure" | "stack">>;

export class HistoryCard extends PagesCard<Config> {
  static override styles = [...PagesCard.styles, controls, styles];

  static getConfigForm = (): ReturnType<typeof configForm> =>
    configForm(
      { name: "range", selector: { select: { mode: "dropdown", options: ["7", "30", "90", "365", "all"] } } },
      { name: "measure", selector: { select: { mode: "dropdown", options: ["energy", "cost"] } } },
      { name: "stack", selector: { select: { mode: "dropdown", options: ["band", "type", "vehicle"] } } },
    );
  static getStubConfig = (): object => ({});

  @state() private choice: Choice = firstChoice({});
  @state() private shown = ROWS;
  @state() private open: string | null = null;
  @state() private detail: CardDetail | null = null;
  @state() private draft: Draft | null = null;
  /** Where the session that is open is to be cut, while that is asked. */
  @state() private cut: string | null = null;
  @state() private addition: Addition | null = null;
  @state() private picked: ReadonlySet<string> = new Set();
  private editor: Editor | undefined;

  override setConfig(config: Config): void {
    super.setConfig(config);
    this.choice = firstChoice(config);
  }

  override getCardSize(): number {
    return 10;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  protected get range(): Choice {
    return this.choice;
  }

  protected override show(point: CardPoint, t: Translate, format: Format): TemplateResult {
    const { pages, calendar, days, choice } = this;
    if (!pages || !calendar || !days) return this.message("", true);
    const view = historyView(
      pages.sessions,
      choice,
      this.window(point, days),
      point.currency,
      days,
      format,
      t,
    );
    return html`<ha-card aria-busy=${pages.state === "loading" ? "true" : "false"}>
      <div class="head">
        <ha-icon icon="mdi:history"></ha-icon>
        <h2>${this.config?.title ?? t("card_history")}</h2>
        ${
          point.may_edit
            ? html`<button
                type="button"
                class="add"
                aria-expanded=${this.addition ? "true" : "false"}
                @click=${() => {
                  this.edits?.forget();
                  this.addition = this.addition ? null : noAddition(this.now, calendar);
                }}
              >
                ${t("card_add")}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="export"
          ?disabled=${!view.found.length}
          @click=${() => {
            download(view.found);
          }}
        >
          ${t("card_export")}
        </button>
      </div>
      ${this.adding(point, t)}
      <div class="fields">
        ${rangeFields(
          choice,
          t,
          (range) => {
            this.choose(withRange(this.choice, range));
          },
          (change) => {
            this.choose(change);
          },
        )}
      </div>
      <details>
        <summary>${t("card_view")}</summary>
        <div class="fields">
          ${viewFields(choice, pages.sessions, t, (change) => {
            this.choose(change);
          })}
        </div>
      </details>
      ${this.status(t)} ${this.body(view, point, t, format)}
    </ha-card>`;
  }

  private body(view: HistoryView, point: CardPoint, t: Translate, format: Format): TemplateResult {
    const state = this.pages?.state;
    if (state === "failed") {
      return html`<p class="message quiet" role="alert">${t("card_history_failed")}</p>
        <div class="actions">
          <button type="button" @click=${() => void this.pages?.again()}>${t("card_again")}</button>
        </div>`;
    }
    if (!view.found.length) {
      const none = point.last_session ? t("card_none_in_range") : emptyText(point, format, t);
      return html`<p class="message quiet" role="status">
        ${state === "loading" ? t("card_loading") : none}
      </p>`;
    }
    return html`${chartOf(view)}
      <dl>
        ${view.totals.map(
          (item) =>
            html`<div>
              <dt>${t(`card_${item.key}`)}</dt>
              <dd class=${item.key}>${item.value}</dd>
            </div>`,
        )}
      </dl>
      ${view.unpriced ? html`<p class="quiet">${view.unpriced}</p>` : nothing}
      ${this.list(view.found, point, t, format)}`;
  }

  /** The form of a charge that nothing found. */
  private adding(point: CardPoint, t: Translate): TemplateResult | typeof nothing {
    const { addition, calendar } = this;
    if (!addition || !calendar) return nothing;
    return additionForm(addition, t, (change) => (this.addition = { ...addition, ...change }), {
      save: () => {
        void this.add(adder(point.key, this.addition ?? addition, calendar));
      },
      cancel: () => (this.addition = null),
    });
  }

  /** What the last order came to, with its undoing. */
  private status(t: Translate): TemplateResult {
    const done = this.edits?.state;
    return html`<div class=${done?.text ? "status" : "hidden"} role="status">
      ${done?.reason ? html`<span>${t(done.reason)}</span>` : nothing}
      ${done?.text ? html`<span>${t(done.text)}</span>` : nothing}
      ${
        done?.undo
          ? html`<button
              type="button"
              class="undo"
              ?disabled=${done.busy}
              @click=${() => void this.edits?.undo()}
            >
              ${t("card_undo")}
            </button>`
          : nothing
      }
    </div>`;
  }

  private list(
    found: readonly CardSession[],
    point: CardPoint,
    t: Translate,
    format: Format,
  ): TemplateResult {
    return html`<table>
        <caption class="hidden">
          ${t("card_history")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("card_column_when")}</th>
            <th scope="col">${t("card_column_energy")}</th>
            <th scope="col" class="wide">${t("card_column_rate")}</th>
            <th scope="col">${t("card_column_cost")}</th>
          </tr>
        </thead>
        <tbody>
          ${found.slice(0, this.shown).map((session) => this.line(session, point, t, format))}
        </tbody>
      </table>
      <div class="actions">
        ${
          found.length > this.shown
            ? html`<button type="button" @click=${() => (this.shown += 4 * ROWS)}>${t("card_more")}</button>`
            : nothing
        }
        ${
          this.picked.size > 1
            ? html`<button type="button" @click=${() => void this.merge(found)}>${t("card_merge")}</button>`
            : nothing
        }
      </div>`;
  }

  private line(session: CardSession, point: CardPoint, t: Translate, format: Format): TemplateResult {
    const told = row(session, point.currency, format);
    const open = this.open === session.id;
    return html`<tr>
        <td>
          <button
            type="button"
            class="row"
            aria-expanded=${open ? "true" : "false"}
            @click=${() => void this.toggle(session)}
          >
            <span>${told.day}</span> <span class="quiet">${told.time}</span>
            ${told.byHand ? html`<span class="chip">${t("card_by_hand")}</span>` : nothing}
          </button>
        </td>
        <td>${told.energy}</td>
        <td class="wide">${told.rate}</td>
        <td>${told.cost}</td>
      </tr>
      ${
        open
          ? html`<tr class="detail">
              <td colspan="4">${this.details(session, point, t, format)}</td>
            </tr>`
          : nothing
      }`;
  }

  private details(session: CardSession, point: CardPoint, t: Translate, format: Format): TemplateResult {
    const slots = this.detail?.session.id === session.id ? this.detail.slots : [];
    return html`<p class="quiet">
        ${[
          t(`card_state_${session.state}`),
          origin(session, t),
          ...(session.type === null ? [] : [t(`card_type_${session.type}`)]),
          ...(session.vehicle === null ? [] : [session.vehicle]),
          ...(session.edited.length ? [t("card_edited")] : []),
        ].join(" · ")}
      </p>
      ${session.note === null ? nothing : html`<p>${session.note}</p>`}
      ${slotTable(slotRows(slots, point.currency, format, t), t)}
      ${point.may_edit && session.state !== "live" ? this.orders(session, point, t) : nothing}`;
  }

  private orders(session: CardSession, point: CardPoint, t: Translate): TemplateResult {
    const { draft, cut, calendar, edits: editor } = this;
    if (!calendar) return html``;
    if (draft) {
      return draftForm(draft, point.vehicles, t, (change) => (this.draft = { ...draft, ...change }), {
        save: () => {
          const order = correction(session, this.draft ?? draft, calendar);
          this.draft = null;
          if (order) void this.order(order, session);
        },
        cancel: () => (this.draft = null),
      });
    }
    if (cut !== null) {
      return splitForm(cut, t, (at) => (this.cut = at), {
        save: () => {
          const order = splitter(session, this.cut ?? cut, calendar);
          this.cut = null;
          void this.order(order, session);
        },
        cancel: () => (this.cut = null),
      });
    }
    const busy = editor?.state.busy ?? false;
    const button = (order: Verdict): TemplateResult =>
      html`<button
        type="button"
        class=${order}
        ?disabled=${busy}
        @click=${() => void this.order(verdict(session, order), session)}
      >
        ${t(`card_${order}`)}
      </button>`;
    return html`<div class="actions">
      <button type="button" class="edit" @click=${() => (this.draft = draftOf(session, calendar))}>
        ${t("card_edit")}
      </button>
      <button type="button" class="split" @click=${() => (this.cut = middle(session, calendar))}>
        ${t("card_split")}
      </button>
      ${button("confirm")}${button("delete")}${button("reject")}
      <label class="pick">
        <input
          type="checkbox"
          .checked=${this.picked.has(session.id)}
          @change=${() => {
            this.pick(session.id);
          }}
        />
        <span>${t("card_pick")}</span>
      </label>
    </div>`;
  }

  private get edits(): Editor | undefined {
    if (this.home) this.editor ??= new Editor(this.home.connection, this.redraw);
    return this.editor;
  }

  private choose(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
    this.shown = ROWS;
  }

  private async toggle(session: CardSession): Promise<void> {
    this.draft = this.cut = null;
    this.edits?.forget();
    this.open = this.open === session.id ? null : session.id;
    if (this.open === null || !this.home) return;
    const question = { type: SESSION, point: session.point, session: session.id };
    try {
      this.detail = await this.home.connection.sendMessagePromise<CardDetail>(question);
    } catch {
      this.detail = null;
    }
  }

  private pick(id: string): void {
    const picked = new Set(this.picked);
    if (!picked.delete(id)) picked.add(id);
    this.picked = picked;
  }

  private async order(order: Order, session: CardSession): Promise<void> {
    if (!(await this.edits?.order(order, session))) return;
    this.open = null;
    void this.focusOn("button.undo");
  }

  private async add(order: Order): Promise<void> {
    if (await this.edits?.order(order, null)) this.addition = null;
  }

  private async merge(found: readonly CardSession[]): Promise<void> {
    const picked = found.filter((session) => this.picked.has(session.id));
    this.picked = new Set();
    const first = picked[0];
    if (first && picked.length > 1) await this.order(merger(picked), first);
  }

  /** Go on where the eye is: a keyboard would else begin anew with the page. */
  private async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
