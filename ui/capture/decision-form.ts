import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { DecideException } from '#contract/capture.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import { classTitle, plan } from '../state/classes.ts'
import { fateName } from './capture-words.ts'

export type DecisionAction = DecideException['action']
type Answer = { kind: 'decision'; decision: DecideException } | { kind: 'incomplete'; sentence: string }

/** The reasons a person may give for an image that is no page. */
const reasons = ['blank', 'rejected', 'rescanned', 'separator', 'cover'] as const

/** The answers that this screen can take, out of those the server allows. */
export function knownActions(allowed: readonly string[]): { action: DecisionAction; label: string }[] {
  const known: { action: DecisionAction; label: string }[] = [
    { action: 'assign', label: msg('Assign to a cover sheet') },
    { action: 'make-record', label: msg('Make a record of them') },
    { action: 'accept-count', label: msg('The number is right') },
    { action: 'take-as-page', label: msg('Take as a page') },
    { action: 'replace', label: msg('Replace by a better scan') },
    { action: 'set-aside', label: msg('Set them aside') },
  ]
  return known.filter(({ action }) => allowed.includes(action))
}

/** The fields that an answer needs. `cover` is the one the exception is about, if it is known. */
export function decisionFields(action: DecisionAction, cover: string | null): TemplateResult {
  switch (action) {
    case 'assign':
      return html`<p class="small quiet">${msg('The chosen images become pages of the record of this cover sheet.')}</p>
        ${coverField(null)}`
    case 'make-record':
      return html`<p class="small quiet">${msg('The chosen images become one record without a cover sheet.')}</p>
        <wa-select name="class" label=${msg('Class, if known')} with-clear>
          ${plan.get().classes.map(({ code }) => html`<wa-option value=${code}>${classTitle(code)}</wa-option>`)}
        </wa-select>
        <wa-input name="date" type="date" label=${msg('Date, if known')}></wa-input>`
    case 'set-aside':
      return html`<p class="small quiet">${msg('The chosen images are kept with the batch, but are no pages.')}</p>
        <wa-select name="reason" label=${msg('Reason')} value="rejected">
          ${reasons.map((reason) => html`<wa-option value=${reason}>${fateName(reason)}</wa-option>`)}
        </wa-select>`
    case 'accept-count':
      return html`<p class="small quiet">${msg('The record is taken with the pages that were fed.')}</p>
        ${cover === null ? coverField(null) : html`<input type="hidden" name="cover" value=${cover} />`}`
    case 'take-as-page':
      return html`<p class="small quiet">${msg('The chosen images stay where they lie, as pages.')}</p>`
    case 'replace':
      return html`<p class="small quiet">${msg('Another image of this batch shows the same side better and takes its place.')}</p>
        <wa-input name="by" type="number" min="1" label=${msg('Number of the better image')} required></wa-input>`
  }
}

function coverField(value: string | null): TemplateResult {
  return html`<wa-input name="cover" label=${msg('Number on the cover sheet')} placeholder="OPIS-…" value=${value ?? ''} autocapitalize="characters" autocomplete="off" spellcheck="false" required></wa-input>`
}

/**
 * Reads the form into a decision, or says what is missing.
 * @param images the images that the person left in the answer
 * @param lookAt the image that the exception is about
 */
export function readDecision(action: DecisionAction, images: number[], lookAt: number, data: FormData): Answer {
  const text = (name: string): string => String(data.get(name) ?? '').trim()
  if (needsImages(action) && images.length === 0) return { kind: 'incomplete', sentence: msg('Choose at least one image.') }
  switch (action) {
    case 'take-as-page':
      return { kind: 'decision', decision: { action, images } }
    case 'replace':
      return { kind: 'decision', decision: { action, image: lookAt, by: Number(text('by')) } }
    case 'set-aside':
      return { kind: 'decision', decision: { action, images, reason: reasons.find((one) => one === text('reason')) ?? 'rejected' } }
    case 'make-record':
      return { kind: 'decision', decision: { action, images, ...filled('class', text('class')), ...filled('date', text('date')) } }
    case 'assign':
    case 'accept-count': {
      const parsed = parseCoverId(text('cover'))
      if (parsed.kind !== 'cover') return { kind: 'incomplete', sentence: msg(str`“${text('cover')}” is not the number of a cover sheet; it looks like OPIS-12345-67890.`) }
      return { kind: 'decision', decision: action === 'assign' ? { action, images, cover: parsed.id } : { action, cover: parsed.id } }
    }
  }
}

/** Whether the images are chosen one by one for this answer. */
export function needsImages(action: DecisionAction): boolean {
  return action !== 'accept-count' && action !== 'replace'
}

function filled<Name extends string>(name: Name, value: string): { [key in Name]?: string } {
  const field: { [key in Name]?: string } = {}
  if (value !== '') field[name] = value
  return field
}
