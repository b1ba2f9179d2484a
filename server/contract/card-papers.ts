import { z } from 'zod'
import { id } from './common.ts'
import { dataCode } from './registers.ts'
import { unitCode } from './units.ts'

export const paperRoles = ['document', 'annex', 'draft', 'reply', 'approval-sheet', 'slip'] as const
export type PaperRole = (typeof paperRoles)[number]
/** What a file is in law: the original itself, or a picture of paper. */
export const paperForms = ['electronic-original', 'scanned-copy'] as const
export type PaperForm = (typeof paperForms)[number]

/** A file laid to a card. `paper`: which paper of the service's list it is; `replaces`: the record that it takes the place of. */
export const attachQuery = z.object({
  name: z.string().min(1).max(255),
  role: z.enum(paperRoles).default('document'),
  form: z.enum(paperForms),
  paper: dataCode.optional(),
  replaces: id.optional(),
})
export type AttachQuery = z.infer<typeof attachQuery>
export const attached = z.object({ record: z.string(), pages: z.int() })

/** A record of a card. `replacedBy`: the one that took its place; the older one stays. `seen`: whether the reader may open it. */
export const cardPaper = z.object({
  record: z.string(),
  title: z.string(),
  role: z.enum(paperRoles),
  form: z.enum(paperForms),
  name: z.string(),
  paper: z.string().nullable(),
  version: z.int(),
  pages: z.int(),
  state: z.string(),
  addedBy: z.string(),
  addedAt: z.string(),
  replacedBy: z.string().nullable(),
})
export type CardPaper = z.infer<typeof cardPaper>
export const cardPapers = z.object({ cover: z.string().nullable(), papers: z.array(cardPaper) })
export type CardPapers = z.infer<typeof cardPapers>

/** A cover sheet scanned or typed at the card: the station's scans under it become the card's. */
export const assignCover = z.object({ code: z.string().trim().min(1).max(200) })
export const coverAssigned = z.object({ cover: z.string(), record: z.string().nullable() })

/** Paper handed on: `code` is what the reader gave: the card's label, its cover sheet, or the number as people write it. */
export const handOverPaper = z.object({
  code: z.string().trim().min(1).max(200),
  state: z.enum(['kept', 'returned', 'missing']).default('kept'),
  unit: unitCode.optional(),
  holder: z.string().trim().min(1).max(64).optional(),
  place: z.string().trim().max(200).optional(),
})
export type HandOverPaper = z.infer<typeof handOverPaper>
export const paperWhere = z.object({ card: z.string(), number: z.string(), subject: z.string(), state: z.string(), unit: z.string().nullable(), holder: z.string().nullable(), place: z.string().nullable() })
export type PaperWhere = z.infer<typeof paperWhere>
export const paperList = z.object({ total: z.int(), papers: z.array(paperWhere) })
