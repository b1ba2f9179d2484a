import { languages } from '#kernel/language.ts'
import type { CoverOrder } from '#contract/capture.ts'

/** Reads the form of the cover sheets; fields left empty are left out. */
export function readOrder(data: FormData): CoverOrder {
  const text = (name: string): string => String(data.get(name) ?? '').trim()
  const language = languages.find((code) => code === text('language'))
  return {
    count: Number(text('count')),
    ...(text('class') === '' ? {} : { class: text('class') }),
    ...(text('file') === '' ? {} : { file: text('file') }),
    ...(text('sheets') === '' ? {} : { sheets: Number(text('sheets')) }),
    ...(text('date') === '' ? {} : { date: text('date') }),
    ...(language === undefined ? {} : { language }),
  }
}
