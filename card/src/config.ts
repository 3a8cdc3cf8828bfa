/** The visual editor's form, the same for every card. */

import type { ConfigForm, FormField, Localize } from "./hass";
import { translator } from "./strings";

const DEVICE: FormField = { name: "device_id", selector: { device: { integration: "octopus_ev" } } };
const TITLE: FormField = { name: "title", selector: { text: {} } };

/** Return the form of a card with the fields that all have, and its own. */
export function configForm(...own: FormField[]): ConfigForm {
  return {
    schema: [DEVICE, TITLE, ...own],
    computeLabel: (field: FormField, localize: Localize) =>
      translator(localize)(`card_config_${field.name}`) || undefined,
  };
}
