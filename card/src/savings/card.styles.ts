/** What the savings card looks like. */

import { css } from "lit";

export const styles = css`
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 8px 12px;
  }
  h3 {
    margin: 0 0 4px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .gauge {
    display: flex;
    height: 12px;
    margin-bottom: 4px;
    border-radius: 6px;
    overflow: hidden;
    background: var(--divider-color);
  }
  .gauge .used {
    background: var(--primary-color);
  }
  .gauge .planned {
    background: repeating-linear-gradient(90deg, var(--primary-color) 0 3px, transparent 3px 5px);
  }
  .headline {
    font-size: var(--ha-font-size-xl, 20px);
  }
  dl {
    margin: 0;
    display: grid;
    gap: 8px;
  }
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dd {
    margin: 0;
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .bar {
    height: 12px;
    min-width: 2px;
    border-radius: 3px;
    background: var(--secondary-text-color);
  }
  .paid .bar {
    background: var(--primary-color);
  }
`;
