import type { Language } from '#kernel/language.ts'
import { formLayouts, layoutLanguages, type FormLayout } from './act-document.ts'
import type { FormsContext } from './context.ts'

export type Chosen = { layout: FormLayout; language: Language }

/**
 * The layout of the country whose schedule the act rests on, unless another is asked for, and a language that it has. A
 * language that the country's form lacks gives the neutral form in that language.
 */
export function chooseLayout(context: Pick<FormsContext, 'scheduleForms'>, schedule: string | null, wanted: { layout?: FormLayout | undefined; language?: Language | undefined }): Chosen {
  const jurisdiction = context.scheduleForms().find((form) => form.schedule === schedule)?.jurisdiction?.toLowerCase()
  const layout = wanted.layout ?? formLayouts.find((one) => one === jurisdiction) ?? 'neutral'
  const [usual = 'en'] = layoutLanguages[layout]
  // The neutral form belongs to no country; English is what most programs ask for.
  const language = wanted.language ?? (layout === 'neutral' ? 'en' : usual)
  return layoutLanguages[layout].includes(language) || wanted.layout !== undefined ? { layout, language } : { layout: 'neutral', language }
}
