/** The dashboard strategy: an EV dashboard in one click. */

import { dashboard, type Dashboard, type Registries } from "./model";

export class EvDashboard extends HTMLElement {
  static noEditor = true;

  static async generate(_config: unknown, hass: Registries): Promise<Dashboard> {
    return dashboard(hass);
  }

  static getCreateSuggestions(): object {
    return { title: "EV charging", icon: "mdi:ev-station" };
  }
}
