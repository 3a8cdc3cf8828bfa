/** Define the cards. The page's loader has told the card picker of them already. */

import { HistoryCard } from "./history/card.element";
import { SessionCard } from "./session/card.element";

const ELEMENTS = {
  "octopus-ev-history-card": HistoryCard,
  "octopus-ev-session-card": SessionCard,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
