/** What all cards look like, in Home Assistant's own colours and sizes. */

import { css } from "lit";

export const shared = css`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
    box-sizing: border-box;
    padding: 16px;
    display: flex;
    flex-direction: column;
    gap: 12px;
    color: var(--primary-text-color);
    container-type: inline-size;
  }
  h2 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.4;
  }
  p {
    margin: 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .head h2 {
    flex: 1;
    min-width: 0;
  }
  .head ha-icon {
    color: var(--state-icon-color);
  }
  .chip {
    border: 1px solid var(--divider-color);
    border-radius: 999px;
    padding: 2px 10px;
    font-size: var(--ha-font-size-s, 12px);
    white-space: nowrap;
  }
  .quiet {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-m, 14px);
  }
  .message {
    padding: 16px 0;
    text-align: center;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--ha-font-size-m, 14px);
    font-variant-numeric: tabular-nums;
  }
  th {
    font-weight: var(--ha-font-weight-medium, 500);
    color: var(--secondary-text-color);
    text-align: end;
  }
  td {
    text-align: end;
  }
  th:first-child,
  td:first-child {
    text-align: start;
  }
  th,
  td {
    padding: 6px 4px;
    border-bottom: 1px solid var(--divider-color);
  }
  .swatch {
    display: inline-block;
    width: 10px;
    height: 10px;
    border-radius: 2px;
    margin-inline-end: 6px;
  }
  .scroll {
    overflow-x: auto;
  }
  summary {
    cursor: pointer;
    padding: 8px 0;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
