/** The cards' texts, from the integration's own translations. */

import type { Hass, Localize } from "./hass";

const PREFIX = "component.octopus_ev.";

export type Translate = (key: string, values?: Record<string, string>) => string;

/** Return what translates a key of the cards' texts, or a path; what has not arrived yet is empty. */
export function translator(localize: Localize): Translate {
  return (key, values) => localize(PREFIX + (key.includes(".") ? key : `common.${key}`), values);
}

/** Tell whether the texts have arrived. */
export function hasStrings(t: Translate): boolean {
  return t("card_failed") !== "";
}

/** Fetch the texts in the user's language, with English where one is missing. */
export async function loadStrings(hass: Pick<Hass, "loadBackendTranslation">): Promise<void> {
  await Promise.all(
    ["common", "exceptions"].map((category) => hass.loadBackendTranslation(category, "octopus_ev")),
  );
}
