/** Sessions as a table for a spreadsheet. */

import type { CardSession } from "../wire";

const COLUMNS = [
  "start",
  "end",
  "energy_kwh",
  "cost",
  "average_rate",
  "unpriced_kwh",
  "reference_cost",
  "type",
  "vehicle",
  "state",
  "confidence",
  "note",
] as const satisfies readonly (keyof CardSession)[];

/** Return the sessions with a line of names above them; unknown is empty, instants are in UTC. */
export function csv(sessions: readonly CardSession[]): string {
  const rows = sessions.map((session) => COLUMNS.map((column) => cell(session[column])));
  return [COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  // A spreadsheet would run what begins like a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
