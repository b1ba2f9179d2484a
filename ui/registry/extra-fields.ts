import { html } from 'lit'
import type { FieldForm } from '#contract/registers.ts'
import { localName } from '../text/local-name.ts'

export type FieldValues = Readonly<Record<string, string>>

/** The first required field that is empty, by its code; null where nothing is missing. */
export function missingField(forms: readonly FieldForm[], values: FieldValues): string | null {
  return forms.find(({ code, required }) => required && (values[code] ?? '').trim() === '')?.code ?? null
}

/** What was filled in of these fields. */
export function filledFields(forms: readonly FieldForm[], values: FieldValues): Record<string, string> {
  return Object.fromEntries(forms.flatMap(({ code }) => ((values[code] ?? '').trim() === '' ? [] : [[code, (values[code] ?? '').trim()] as const])))
}

/** Inputs for the extra fields of a register, kind or service. `fault`: the code of the one that is missing. */
export function drawExtraFields(forms: readonly FieldForm[], values: FieldValues, { fault, set }: { fault: string | null; set(code: string, value: string): void }) {
  return forms.map(({ code, name, type, choices, required }) => {
    const told = (event: Event) => set(code, (event.target as HTMLInputElement).value)
    const value = values[code] ?? ''
    return html`<div class="field">
      <label for="field-${code}">${localName(name, code)}${required ? ' *' : ''}</label>
      ${type === 'choice'
        ? html`<select id="field-${code}" data-field aria-required=${required} aria-invalid=${fault === code} @change=${told}><option value=""></option>${(choices ?? []).map((one) => html`<option value=${one} .selected=${one === value}>${one}</option>`)}</select>`
        : html`<input id="field-${code}" data-field type=${type} maxlength="2000" aria-required=${required} aria-invalid=${fault === code} .value=${value} @input=${told} />`}
    </div>`
  })
}
