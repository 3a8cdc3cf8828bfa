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
