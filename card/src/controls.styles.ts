/** Fields and buttons. */

import { css } from "lit";

export const controls = css`
  label:not(.pick) {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
  }
  label span {
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  select,
  input:not([type="checkbox"]) {
    font: inherit;
    box-sizing: border-box;
    width: 100%;
    min-height: 36px;
    padding: 4px 8px;
    color: var(--primary-text-color);
    background: var(--card-background-color);
    border: 1px solid var(--outline-color, var(--secondary-text-color));
    border-radius: var(--ha-border-radius-md, 8px);
    color-scheme: inherit;
  }
  button {
    font: inherit;
    min-height: 36px;
    padding: 4px 12px;
    color: var(--primary-text-color);
    background: none;
    border: 1px solid var(--divider-color);
    border-radius: var(--ha-border-radius-pill, 999px);
    cursor: pointer;
  }
  button:disabled {
    color: var(--disabled-text-color);
    cursor: default;
  }
  button.main,
  button.undo {
    border-color: var(--primary-color);
  }
`;
