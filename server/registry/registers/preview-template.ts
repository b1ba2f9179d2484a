import type { z } from 'zod'
import type { templatePreview, templatePreviewed } from '#contract/register-views.ts'
import { numberKey } from '#kernel/number-key.ts'
import { renderNumber, templateFault } from '../numbers/number-template.ts'
import { periodOf } from '../numbers/period.ts'

/** What a template prints: the first number, the one after 999, a repeated one; or what is wrong with it. */
export function previewTemplate(form: z.output<typeof templatePreview>, today: string): z.infer<typeof templatePreviewed> {
  const fault = faultOf(form)
  if (fault !== null) return { fault, examples: [] }
  const { year } = periodOf(form.reset, form.constants, today)
  const print = (seq: number, repeat = 0) => renderNumber(form.template, form.constants, { seq, repeat, year, file: '03-8', correspondent: '12' })
  const examples = [print(form.firstSeq), print(1000), ...(form.template.includes('{repeat') ? [print(form.firstSeq, 1)] : [])]
  return { fault: null, examples: [...new Set(examples)] }
}

/** What is wrong with the template of a register, constants included; null when nothing is. */
export function faultOf({ template, constants, reset }: Pick<z.output<typeof templatePreview>, 'template' | 'constants' | 'reset'>): string | null {
  const fault = templateFault(template)
  if (fault !== null) return fault
  const empty = (['group', 'kind', 'unit', 'suffix'] as const).find((token) => new RegExp(`\\{${token}[:}]`).test(template) && (constants[token] ?? '') === '')
  if (empty !== undefined) return `Say what {${empty}} stands for.`
  if (reset.kind === 'convocation' && constants.convocation === undefined) return 'Say the number of the convocation.'
  if (/\{convocation[:}]/.test(template) && constants.convocation === undefined) return 'Say what {convocation} stands for.'
  // Letters, digits or marks that the search drops alone would leave numbers that nobody finds.
  const key = (seq: number) => numberKey(renderNumber(template, constants, { seq, repeat: 0, year: 2026 }))
  return key(11) === key(12) ? 'Numbers of this template cannot be told apart.' : null
}
