import '@awesome.me/webawesome/dist/components/spinner/spinner.js'
import { msg } from '@lit/localize'
import { html } from 'lit'
import type { TemplateResult } from 'lit'

/** Shown while a screen loads. */
export function waiting(): TemplateResult {
  return html`<p class="row quiet" role="status" data-waiting><wa-spinner></wa-spinner> ${msg('Loading…')}</p>`
}
