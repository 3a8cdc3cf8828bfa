/** What the pickers of cards and dashboards say of ours, in the user's language. */

import type { Hass } from "./hass";
import { loadStrings, translator } from "./strings";

const OURS = /^octopus-ev(?:-(\w+)-card)?$/;
const AGAIN_MS = 500;

/** An entry that the page's loader made; its texts are English. */
export interface Offer {
  type: string;
  name: string;
  description: string;
}

/** Return the frontend's object once a user is signed in. */
export type Home = () => Pick<Hass, "localize" | "loadBackendTranslation"> | undefined;

/** Have our entries say themselves in the user's language whenever they are asked. */
export function translateOffers(offers: readonly Offer[], home: Home): void {
  for (const offer of offers) {
    const found = OURS.exec(offer.type);
    if (!found) continue;
    const key = found[1] ?? "dashboard";
    said(offer, "name", `card_name_${key}`, home);
    said(offer, "description", `card_description_${key}`, home);
  }
}

/** Fetch the texts as soon as a user is signed in, so that they are there when a picker opens. */
export function fetchEarly(home: Home): void {
  const hass = home();
  if (hass) void loadStrings(hass);
  else
    setTimeout(() => {
      fetchEarly(home);
    }, AGAIN_MS);
}

function said(offer: Offer, field: "name" | "description", key: string, home: Home): void {
  const english = offer[field];
  Object.defineProperty(offer, field, {
    enumerable: true,
    get: () => {
      const hass = home();
      const text = hass ? translator(hass.localize)(key) : "";
      return text === "" ? english : text;
    },
  });
}
