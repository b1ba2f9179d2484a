import { z } from 'zod'
import { problemCodes, type ProblemCode } from '#kernel/errors.ts'
import type { BadImage } from './inspect.ts'

/** What the station asks the PDF helper process: first `open`, then pages (counted from 1). */
export const pdfQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('open'), file: z.string() }),
  z.object({ ask: z.literal('page'), page: z.int().min(1), target: z.string() }),
])
export type PdfQuestion = z.output<typeof pdfQuestion>

export type PdfAnswer = { ok: true; pages: number } | BadImage

const problemCode = z.custom<ProblemCode>((value) => typeof value === 'string' && Object.hasOwn(problemCodes, value))
export const pdfAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), pages: z.int() }),
  z.object({ ok: z.literal(false), code: problemCode, detail: z.string() }),
])
