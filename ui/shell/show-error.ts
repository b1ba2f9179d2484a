import { msg, str } from '@lit/localize'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSentence, errorTitle, unsaidSentence } from '../api/problem-text.ts'
import { asUiError } from '../api/ui-error.ts'
import '../elements/problem-note.ts'

/** Any error of a call as a note; with `retry`, a button that tries again. */
export function showError(error: unknown, retry?: () => void): TemplateResult {
  const known = asUiError(error)
  return html`<opis-problem
    .heading=${errorTitle(known)}
    .sentence=${errorSentence(known)}
    .unsaid=${unsaidSentence(known)}
    .reference=${known.status >= 500 && known.requestId !== null ? msg(str`Number of the request: ${known.requestId}`) : null}
    .retryLabel=${retry === undefined ? '' : msg('Try again')}
    @retry=${() => retry?.()}
  ></opis-problem>`
}
