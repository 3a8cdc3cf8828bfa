/** Define the cards, and have the pickers, which the page's loader has told of them, say them in the user's language. */

import { fetchEarly, translateOffers, type Home, type Offer } from "./picker";
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

const home: Home = () =>
  document.querySelector<Element & { hass?: ReturnType<Home> }>("home-assistant")?.hass;
const offered = window as unknown as { customCards?: Offer[]; customStrategies?: Offer[] };

translateOffers([...(offered.customCards ?? []), ...(offered.customStrategies ?? [])], home);
fetchEarly(home);
