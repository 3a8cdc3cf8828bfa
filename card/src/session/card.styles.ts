/** What the session card looks like. */

import { css } from "lit";

export const styles = css`
  .figures {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .cost {
    font-size: var(--ha-font-size-4xl, 36px);
    line-height: 1.1;
  }
  .energy {
    font-size: var(--ha-font-size-xl, 20px);
    color: var(--secondary-text-color);
  }
  .chip.live {
    border-color: var(--success-color);
  }
  .bars {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    height: 48px;
  }
  .bars span {
    flex: 1;
    max-width: 40px;
    border-radius: 3px 3px 0 0;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: 8px 16px;
    margin: 0;
  }
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dd {
    margin: 0;
  }
  h3 {
    margin: 0;
    font-size: inherit;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .strip {
    display: flex;
    align-items: flex-end;
    gap: 1px;
    height: 28px;
    margin-top: 6px;
  }
  .strip span {
    flex: 1;
    min-width: 0;
    height: 4px;
    border-radius: 2px;
    opacity: 0.6;
  }
  .strip span.on {
    height: calc(8px + 20px * var(--share));
    opacity: 1;
  }
  .axis {
    display: flex;
    justify-content: space-between;
  }
  ul {
    list-style: none;
    margin: 4px 0 0;
    padding: 0;
    font-variant-numeric: tabular-nums;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto minmax(56px, auto);
    gap: 12px;
    padding: 2px 0;
  }
  li span:not(:first-child) {
    text-align: end;
  }
  .charging {
    animation: breathe 2s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .charging {
      animation: none;
    }
  }
`;
