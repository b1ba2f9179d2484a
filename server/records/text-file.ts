import { z } from 'zod'
import { turn } from '#contract/common.ts'
import type { recordPage, StoredWord } from './schema.ts'

/** Where a record's object keeps what was read, so that a rebuild from the store needs no second recognition. */
export const textPath = 'text/pages.json'

const word = z.tuple([z.string(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])

const textPage = z.object({
  page: z.int().min(1),
  turn: turn,
  widthPx: z.int().nullable(),
  heightPx: z.int().nullable(),
  language: z.string().nullable(),
  confidence: z.number().nullable(),
  text: z.string(),
  words: z.array(word),
  readBy: z.object({ engine: z.string(), engineVersion: z.string(), dataSha256: z.string(), doubtful: z.boolean() }).nullable(),
})
const textForm = z.object({ format: z.literal('opis-text/1'), pages: z.array(textPage) })

/** Text, words and upright measures of one page. */
export type TextPage = z.output<typeof textPage>

/** A page of text that came as text. */
export const plainTextPage = (page: number, text: string, language: string | null): TextPage => ({ page, turn: 0, widthPx: null, heightPx: null, language, confidence: null, text, words: [], readBy: null })

/** The bytes of the file; the same pages give the same bytes. */
export function textFile(pages: readonly Pick<typeof recordPage.$inferSelect, keyof TextPage>[]): Uint8Array {
  const list = pages.map(({ page, turn: turned, widthPx, heightPx, language, confidence, text, words, readBy }) => ({ page, turn: turned, widthPx, heightPx, language, confidence, text, words, readBy }))
  return Buffer.from(`${JSON.stringify({ format: 'opis-text/1', pages: list })}\n`)
}

/** Reads such a file; throws a ZodError or SyntaxError when it is none. */
export function readTextFile(bytes: Uint8Array): TextPage[] {
  return textForm.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).pages satisfies { words: StoredWord[] }[]
}
