import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Plain fields that are quick under the fingers: label, input, list below it. */
export const fieldStyles = [
  shared,
  css`
    .field {
      position: relative;
      display: grid;
      gap: var(--o-1);
      min-inline-size: 0;
    }
    label,
    .label,
    legend {
      font-size: var(--o-small);
      font-weight: 550;
    }
    label.field > :not(span) {
      font-weight: 400;
    }
    input:not([type='checkbox']),
    select,
    textarea {
      font: inherit;
      color: var(--o-text);
      background: var(--o-surface);
      border: 1px solid var(--o-line-strong);
      border-radius: var(--o-radius-small);
      padding: var(--o-2) var(--o-3);
      min-block-size: 2.5rem;
      inline-size: 100%;
      min-inline-size: 0;
    }
    @media (max-width: 40rem) {
      input:not([type='checkbox'], [type='radio']),
      select {
        min-block-size: 2.75rem;
      }
    }
    textarea {
      resize: vertical;
    }
    [aria-invalid='true'] {
      border-color: var(--o-bad);
    }
    [role='listbox'] {
      position: absolute;
      inset-block-start: 100%;
      inset-inline: 0;
      z-index: 5;
      max-block-size: 18rem;
      overflow: auto;
      background: var(--o-surface);
      border: 1px solid var(--o-line-strong);
      border-radius: var(--o-radius-small);
      box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.18);
    }
    [role='option'] {
      padding: var(--o-2) var(--o-3);
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    [role='option'][aria-selected='true'],
    [role='option']:hover {
      background: var(--o-accent-quiet);
    }
    .chosen {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--o-2);
      min-block-size: 2.5rem;
      padding: 0 var(--o-3);
      border: 1px solid var(--o-line);
      border-radius: var(--o-radius-small);
      background: var(--o-sunken);
      overflow-wrap: anywhere;
    }
    fieldset {
      border: 1px solid var(--o-line);
      border-radius: var(--o-radius-small);
      padding: var(--o-3);
      margin: var(--o-2) 0 0;
      min-inline-size: 0;
    }
    fieldset .row {
      align-items: end;
    }
    fieldset .field {
      flex: 1 1 9rem;
    }
  `,
]
