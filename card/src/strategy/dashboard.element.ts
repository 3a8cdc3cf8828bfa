/** The dashboard strategy: an EV dashboard in one click. */

import { dashboard, dashboardName, type Dashboard, type Registries } from "./model";

export class EvDashboard extends HTMLElement {
  static noEditor = true;

  static async generate(_config: unknown, hass: Registries): Promise<Dashboard> {
    return dashboard(hass);
  }

  static async getCreateSuggestions(hass: Registries): Promise<object> {
    return { title: await dashboardName(hass), icon: "mdi:ev-station" };
  }
}
