import type { FieldForm } from '#contract/registers.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'

type Values = Readonly<Record<string, string | number>>

/** Extra fields of a service, register and kind together; of two with one code the first counts. */
export function extraFields(...lists: readonly (readonly FieldForm[])[]): FieldForm[] {
  return [...new Map(lists.flat().toReversed().map((form) => [form.code, form])).values()].toReversed()
}

/** Holds what was filled in against the extra fields: `field-missing` by its name, `bad-request` for what does not fit. */
export function checkFields(forms: readonly FieldForm[], values: Values): void {
  for (const { code, name, type, required, choices } of forms) {
    const value = values[code]
    const title = name.en ?? Object.values(name)[0] ?? code
    if (value === undefined || value === '') {
      if (required) throw refusal('field-missing', { field: title }, `Fill in: ${title}.`)
      continue
    }
    const fits = type === 'number' ? Number.isFinite(Number(value)) : type === 'date' ? /^\d{4}-\d{2}-\d{2}$/.test(String(value)) : type === 'choice' ? (choices ?? []).includes(String(value)) : true
    if (!fits) throw new OpisError('bad-request', `${title}: this value is not accepted.`)
  }
}

/** Refuses a field that is none of these, as `bad-request`. */
export function refuseStrangeFields(forms: readonly FieldForm[], values: Values): void {
  const strange = Object.keys(values).find((code) => !forms.some((form) => form.code === code))
  if (strange !== undefined) throw new OpisError('bad-request', `There is no field ${strange} here.`)
}
