import { css } from 'lit'

/** What is tighter on a narrow screen. */
export const narrow = css`
  @media (max-width: 40rem) {
    .page {
      padding: var(--o-4) var(--o-4) var(--o-6);
    }
    /* A long word on a button goes on in a second line rather than beyond the page. */
    wa-button {
      max-inline-size: 100%;
    }
    wa-button::part(base) {
      block-size: auto;
      min-block-size: max(2.75rem, var(--wa-form-control-height));
      max-inline-size: 100%;
    }
    wa-button::part(label) {
      white-space: normal;
    }
    /* Fingers need 44 pixels. */
    select,
    input:not([type='checkbox'], [type='radio'], [type='file']),
    summary {
      min-block-size: 2.75rem;
    }
    summary {
      align-content: center;
    }
    .card {
      padding: var(--o-4);
    }
  }
`
