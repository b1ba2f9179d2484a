import { z } from 'zod'
import { box, classCode, civilDate, language } from './common.ts'
import { limits } from '../kernel/limits.ts'

export const searchRequest = z.object({
  q: z.string().max(limits.queryChars),
  limit: z.coerce.number().int().min(1).max(limits.searchLimit).default(20),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  lang: language.optional(),
  class: classCode.optional(),
  year: z.coerce.number().int().min(1000).max(9999).optional(),
  from: civilDate.optional(),
  to: civilDate.optional(),
  sort: z.enum(['relevance', 'date']).default('relevance'),
})
export type SearchRequest = z.infer<typeof searchRequest>

export const searchHit = z.object({
  record: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  class: z.string().nullable(),
  date: z.string().nullable(),
  page: z.int(),
  score: z.number(),
  match: z.enum(['exact', 'form', 'similar']),
  language: z.string().nullable(),
  /** Escaped text with `<mark>` only. */
  snippet: z.string(),
  boxes: z.array(box),
  hasPicture: z.boolean(),
})
export type SearchHit = z.infer<typeof searchHit>

const facet = z.array(z.object({ value: z.string(), count: z.int() }))
export const searchResult = z.object({
  engine: z.enum(['elasticsearch', 'postgresql']),
  degraded: z.boolean(),
  total: z.int(),
  totalIs: z.enum(['exact', 'at-least']),
  tookMs: z.number(),
  suggestion: z.string().nullable(),
  hits: z.array(searchHit),
  facets: z.object({ class: facet, year: facet, language: facet }),
})
export type SearchResult = z.infer<typeof searchResult>
