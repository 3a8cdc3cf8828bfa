/** What the history card looks like. */

import { css } from "lit";

export const styles = css`
  .fields,
  form {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 8px 12px;
    align-items: end;
  }
  form {
    /* A date with its time takes so much in any language. */
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
  }
  .detail form {
    margin-top: 12px;
  }
  button.row {
    display: flex;
    flex-wrap: wrap;
    align-content: center;
    gap: 0 8px;
    width: 100%;
    padding: 4px;
    border: none;
    border-radius: 4px;
    text-align: start;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-top: 8px;
  }
  form .actions {
    grid-column: 1 / -1;
  }
  .pick {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 36px;
  }
  .status {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  figure {
    margin: 0;
  }
  .chart {
    display: flex;
    align-items: flex-end;
    gap: 1px;
    height: 120px;
    border-bottom: 1px solid var(--divider-color);
  }
  .bar {
    flex: 1;
    height: 100%;
    min-width: 0;
    max-width: 48px;
    display: flex;
    flex-direction: column-reverse;
  }
  .bar:hover {
    background: var(--secondary-background-color);
  }
  .axis {
    display: flex;
    justify-content: space-between;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin-top: 4px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(96px, 1fr));
    gap: 8px 12px;
    margin: 0;
  }
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dd {
    margin: 0;
  }
  td:not(:first-child) {
    white-space: nowrap;
  }
  tr.detail > td {
    text-align: start;
    padding-bottom: 16px;
  }
  @container (max-width: 400px) {
    .wide {
      display: none;
    }
  }
`;
