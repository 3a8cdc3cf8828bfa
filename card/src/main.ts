/** Define the cards. The page's loader has told the card picker of them already. */

import { HistoryCard } from "./history/card.element";
import { RatesCard } from "./rates/card.element";
import { SavingsCard } from "./savings/card.element";
import { SessionCard } from "./session/card.element";
import { EvDashboard } from "./strategy/dashboard.element";

const ELEMENTS = {
  "octopus-ev-history-card": HistoryCard,
  "octopus-ev-rates-card": RatesCard,
  "octopus-ev-savings-card": SavingsCard,
  "octopus-ev-session-card": SessionCard,
  "ll-strategy-dashboard-octopus-ev": EvDashboard,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
