import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Layout of the page viewer: it fills the window; on a narrow screen its parts lie below each other. */
export const viewerStyles = [
  shared,
  css`
    .viewer {
      display: grid;
      block-size: calc(100vh - var(--o-bar));
      grid-template-columns: 8rem minmax(0, 1fr);
      grid-template-rows: auto auto minmax(0, 1fr);
      grid-template-areas: 'head head' 'tools tools' 'strip picture';
    }
    .with-text {
      grid-template-columns: 8rem minmax(0, 1fr) minmax(18rem, 26rem);
      grid-template-areas: 'head head head' 'tools tools tools' 'strip picture text';
    }
    .head {
      grid-area: head;
      display: flex;
      align-items: center;
      gap: var(--o-3);
      padding: var(--o-2) var(--o-4);
      background: var(--o-surface);
    }
    .head h1 {
      flex: 1;
      min-inline-size: 0;
      font-size: 1.0625rem;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .tools {
      grid-area: tools;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--o-1) var(--o-4);
      padding: 0 var(--o-4) var(--o-2);
      background: var(--o-surface);
      border-block-end: 1px solid var(--o-line);
    }
    .group {
      display: flex;
      align-items: center;
      gap: var(--o-1);
    }
    .where {
      padding-inline: var(--o-1);
      font-size: var(--o-small);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .tool,
    .back {
      display: inline-flex;
      align-items: center;
      gap: var(--o-2);
      min-block-size: 2.25rem;
      padding: 0 var(--o-2);
      border: 1px solid transparent;
      border-radius: var(--o-radius-small);
      background: none;
      color: var(--o-text);
      font: inherit;
      font-size: var(--o-small);
      text-decoration: none;
      white-space: nowrap;
      cursor: pointer;
    }
    .tool:hover:not(:disabled, .off),
    .back:hover {
      background: var(--o-hover);
    }
    .tool:disabled,
    .off {
      opacity: 0.4;
      cursor: default;
    }
    .tool[aria-pressed='true'] {
      background: var(--o-accent-quiet);
      color: var(--o-accent);
    }
    .back {
      color: var(--o-accent);
      font-weight: 550;
    }
    form {
      display: flex;
      align-items: center;
      gap: var(--o-2);
      padding-inline: var(--o-2);
      border: 1px solid var(--o-line-strong);
      border-radius: 1.25rem;
      color: var(--o-quiet);
    }
    form:focus-within {
      outline: 3px solid var(--o-focus);
    }
    form input {
      inline-size: 13rem;
      block-size: 2.125rem;
      border: 0;
      background: none;
      color: var(--o-text);
      font: inherit;
      font-size: var(--o-small);
      outline: none;
    }
    .downloads {
      position: relative;
    }
    .downloads summary {
      list-style: none;
    }
    .downloads summary::-webkit-details-marker {
      display: none;
    }
    .downloads ul {
      position: absolute;
      inset: calc(100% + 0.25rem) 0 auto auto;
      z-index: 10;
      padding: var(--o-2);
      background: var(--o-surface);
      border: 1px solid var(--o-line);
      border-radius: var(--o-radius);
      box-shadow: var(--o-shadow);
    }
    .downloads a {
      display: block;
      padding: var(--o-2) var(--o-3);
      border-radius: var(--o-radius-small);
      white-space: nowrap;
      text-decoration: none;
    }
    .downloads a:hover {
      background: var(--o-hover);
    }
    .strip {
      grid-area: strip;
      overflow: auto;
      border-inline-end: 1px solid var(--o-line);
      background: var(--o-ground);
      scrollbar-width: thin;
    }
    .picture {
      grid-area: picture;
      position: relative;
      min-inline-size: 0;
      overflow: auto;
      background: var(--o-sunken);
    }
    .picture opis-picture {
      position: absolute;
      inset: 0;
    }
    .paper {
      max-inline-size: 46rem;
      margin: var(--o-5) auto;
      padding: var(--o-6);
      background: var(--o-surface);
      border: 1px solid var(--o-line);
      box-shadow: var(--o-shadow);
    }
    .text {
      grid-area: text;
      overflow: auto;
      padding: var(--o-4) var(--o-5);
      background: var(--o-surface);
      border-inline-start: 1px solid var(--o-line);
    }
    @media (max-width: 56rem) {
      .viewer,
      .with-text {
        block-size: auto;
        min-block-size: calc(100vh - var(--o-bar) - 4rem);
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto auto auto auto;
        grid-template-areas: 'head' 'tools' 'picture' 'strip' 'text';
      }
      .head {
        padding-inline: var(--o-2);
        gap: var(--o-1);
      }
      .head .tool span,
      .end .tool span,
      .back span {
        /* The picture stays; the name is there for those who hear it. */
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .tools {
        padding-inline: var(--o-1);
        gap: var(--o-1) 0;
      }
      .tools .group {
        gap: 0;
      }
      .tools .hits {
        padding-inline: var(--o-1);
        gap: var(--o-1);
      }
      .hits {
        order: 3;
        flex: 1 0 100%;
      }
      .hits form {
        flex: 1;
      }
      form input {
        inline-size: 100%;
      }
      .tool,
      .back,
      .hits input {
        min-block-size: 2.75rem;
      }
      .picture {
        block-size: 62vh;
      }
      .picture:has(.paper) {
        block-size: auto;
      }
      .paper {
        margin: 0;
        border: 0;
        padding: var(--o-4);
      }
      .strip {
        border: 0;
        border-block-start: 1px solid var(--o-line);
      }
      .text {
        border: 0;
        border-block-start: 1px solid var(--o-line);
      }
    }
  `,
]
