/** The part of Home Assistant's frontend that the cards use. */

import type { CardSnapshot, CardUpdate } from "./wire";

/** Something to ask over the websocket. */
export interface Question {
  type: string;
  [field: string]: unknown;
}

export interface Asked {
  sendMessagePromise<T>(message: Question): Promise<T>;
}

export interface Heard {
  subscribeMessage(
    callback: (message: CardSnapshot | CardUpdate) => void,
    message: { type: string },
    options: { resubscribe: boolean },
  ): Promise<() => Promise<void>>;
  addEventListener(event: "ready", listener: () => void): void;
  removeEventListener(event: "ready", listener: () => void): void;
}

export type Connection = Asked & Heard;

export interface Locale {
  language: string;
  number_format: string;
  time_format: string;
  time_zone: string;
  first_weekday?: string;
}

export type Localize = (key: string, values?: Record<string, string>) => string;

export interface Hass {
  connection: Connection;
  locale: Locale;
  config: { time_zone: string };
  localize: Localize;
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
}

export interface CardConfig {
  type: string;
  device_id?: string;
  title?: string;
}

/** A field of the visual editor. */
export interface FormField {
  name: string;
  required?: boolean;
  selector: Record<string, unknown>;
}

export interface ConfigForm {
  schema: FormField[];
  computeLabel: (field: FormField, localize: Localize) => string | undefined;
}
