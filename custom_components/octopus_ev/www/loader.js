// Tell the card picker of the cards at once, and load them when the frontend is there: before that it
// has not yet put its own registry of elements in place, and what is defined would be lost.
const DOCUMENTATION = "https://github.com/octopus-ev/octopus-ev";

const CARDS = {
  "octopus-ev-history-card": [
    "EV charging history",
    "Bars and totals of your charges by day, week, month or year, and a list to look into and correct.",
  ],
  "octopus-ev-rates-card": [
    "EV charging rates",
    "Today's and tomorrow's rates by half-hour, and the cheapest time to charge.",
  ],
  "octopus-ev-savings-card": [
    "EV charging savings",
    "What your charging cost against the standard rate, the cheapest hours and petrol.",
  ],
  "octopus-ev-session-card": [
    "EV charging session",
    "The charge under way, or the last one: energy, cost and its half-hours by rate.",
  ],
};

window.customCards = window.customCards || [];
for (const [type, [name, description]] of Object.entries(CARDS)) {
  window.customCards.push({
    type,
    name,
    description,
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: (hass, entityId) => {
      const entity = hass.entities[entityId];
      if (entity?.platform !== "octopus_ev" || !entity.device_id) return null;
      return { config: { type: `custom:${type}`, device_id: entity.device_id } };
    },
  });
}

window.customStrategies = window.customStrategies || [];
window.customStrategies.push({
  type: "octopus-ev",
  strategyType: "dashboard",
  name: "EV charging",
  description: "Your charge, its rates, what it saved and its history, from what your account has.",
  documentationURL: DOCUMENTATION,
});

customElements
  .whenDefined("home-assistant")
  .then(() => import(new URL("./octopus-ev.js" + new URL(import.meta.url).search, import.meta.url)));
