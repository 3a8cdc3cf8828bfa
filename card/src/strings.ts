/** The cards' texts, from the integration's own translations. */

import type { Hass, Localize } from "./hass";

const PREFIX = "component.octopus_ev.common.";

export type Translate = (key: string, values?: Record<string, string>) => string;

/** Return what translates; a text that has not arrived yet is empty. */
export function translator(localize: Localize): Translate {
  return (key, values) => localize(PREFIX + key, values);
}

/** Tell whether the texts have arrived. */
export function hasStrings(t: Translate): boolean {
  return t("card_failed") !== "";
}

/** Fetch the texts in the user's language, with English where one is missing. */
export async function loadStrings(hass: Pick<Hass, "loadBackendTranslation">): Promise<void> {
  await hass.loadBackendTranslation("common", "octopus_ev");
}
