import type { Language } from '#kernel/language.ts'
import type { SampleTexts } from './sample.ts'
import { textsEn } from './texts/en.ts'
import { textsKa } from './texts/ka.ts'
import { textsRo } from './texts/ro.ts'
import { textsRu } from './texts/ru.ts'
import { textsUk } from './texts/uk.ts'

/** The words of the sample documents, in the script of each language. */
export const sampleTexts: Readonly<Record<Language, SampleTexts>> = { en: textsEn, ka: textsKa, ro: textsRo, ru: textsRu, uk: textsUk }
