/** What the rates card looks like. */

import { css } from "lit";

export const styles = css`
  .current {
    font-size: var(--ha-font-size-xl, 20px);
  }
  .payers {
    display: flex;
    gap: 8px;
  }
  h3 {
    margin: 0 0 4px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .chart {
    display: flex;
    gap: 1px;
    height: 96px;
    padding-bottom: 8px;
  }
  .slot {
    position: relative;
    flex: 1;
    max-width: 24px;
    min-width: 0;
  }
  .slot.past .price {
    opacity: 0.5;
  }
  .slot.now {
    outline: 2px solid var(--primary-text-color);
    outline-offset: 1px;
    border-radius: 2px;
  }
  .price {
    position: absolute;
    inset-inline: 0;
    border-radius: 2px 2px 0 0;
  }
  .mark {
    height: 4px;
    border-radius: 2px;
  }
  .mark.charged {
    background: var(--primary-text-color);
  }
  .mark.planned {
    background: repeating-linear-gradient(90deg, var(--primary-color) 0 3px, transparent 3px 5px);
  }
  .slot .mark {
    position: absolute;
    inset-inline: 0;
    bottom: -8px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .legend .mark {
    display: inline-block;
    width: 16px;
    margin-inline-end: 6px;
    vertical-align: middle;
  }
  .cheapest {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 16px;
  }
  .cheapest label {
    width: 150px;
  }
  .cheapest p {
    flex: 1;
    min-width: 180px;
  }
`;
