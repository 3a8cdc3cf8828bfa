/** The sessions of one supply point, fetched page by page and kept up to date. */

import type { Asked } from "../hass";
import type { News } from "../feed";
import { SESSIONS, type CardPage, type CardSession } from "../wire";

export type PagesState = "loading" | "failed" | "ready";

export class SessionPages {
  state: PagesState = "loading";
  private readonly byId = new Map<string, CardSession>();
  private ordered: readonly CardSession[] | undefined;
  private point = "";
  private since = Infinity;
  /** Counts questions, so that a late answer to an old one is not taken. */
  private turn = 0;

  constructor(
    private readonly connection: Asked,
    private readonly changed: () => void,
  ) {}

  /** Newest first. */
  get sessions(): readonly CardSession[] {
    this.ordered ??= [...this.byId.values()].sort((a, b) => (a.start < b.start ? 1 : -1));
    return this.ordered;
  }

  /** Have the sessions of a point since an instant in ms; what is there already is not asked for again. */
  async want(point: string, since: number): Promise<void> {
    if (point === this.point && since >= this.since) return;
    await this.load(point, since);
  }

  /** Ask for everything again, as after a failure or a connection that was lost. */
  async again(): Promise<void> {
    if (this.point) await this.load(this.point, this.since);
  }

  /** Take in what the feed tells. */
  hear(news: News): void {
    for (const session of news.sessions) {
      if (session.point === this.point && Date.parse(session.start) >= this.since) {
        this.byId.set(session.id, session);
      }
    }
    for (const id of news.removed) this.byId.delete(id);
    this.tell();
  }

  private async load(point: string, since: number): Promise<void> {
    this.turn += 1;
    const turn = this.turn;
    if (point !== this.point) this.byId.clear();
    this.point = point;
    this.since = since;
    this.state = "loading";
    this.tell();
    const found: CardSession[] = [];
    const start = since > 0 ? { start: new Date(since).toISOString() } : {};
    try {
      for (let before: string | null | undefined; before !== null;) {
        const end = before === undefined ? {} : { end: before };
        const page: CardPage = await this.connection.sendMessagePromise<CardPage>({
          type: SESSIONS,
          point,
          ...start,
          ...end,
        });
        if (turn !== this.turn) return;
        found.push(...page.sessions);
        before = page.before;
      }
    } catch {
      if (turn !== this.turn) return;
      this.state = "failed";
      this.tell();
      return;
    }
    this.byId.clear();
    for (const session of found) this.byId.set(session.id, session);
    this.state = "ready";
    this.tell();
  }

  private tell(): void {
    this.ordered = undefined;
    this.changed();
  }
}
