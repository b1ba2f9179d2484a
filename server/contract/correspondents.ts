import { z } from 'zod'
import { id, language } from './common.ts'

export const correspondentKinds = ['person', 'organisation', 'authority'] as const
export const correspondentKind = z.enum(correspondentKinds)

/** Who writes to the house, as a list shows them. */
export const correspondentBrief = z.object({ id: z.string(), kind: correspondentKind, name: z.string(), code: z.string().nullable() })
export type CorrespondentBrief = z.infer<typeof correspondentBrief>

const text = (length: number) => z.string().trim().max(length)
/** `code`: IDNO, EDRPOU, INN or a personal number, as people write it. */
export const correspondentForm = z.object({
  kind: correspondentKind,
  name: text(300).min(1),
  code: text(40).min(1).nullable().default(null),
  address: text(500).default(''),
  email: z.email().max(254).nullable().default(null),
  phone: text(60).nullable().default(null),
  language: language.nullable().default(null),
})
export type CorrespondentForm = z.infer<typeof correspondentForm>
/** `evenIfLike`: the clerk has seen those of the same name and says that this is another. */
export const newCorrespondent = correspondentForm.extend({ evenIfLike: z.boolean().default(false) })
export type NewCorrespondent = z.infer<typeof newCorrespondent>
/** Made, or not made since these may be the same: the clerk chooses one, or repeats with `evenIfLike`. */
export const correspondentMade = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('made'), correspondent: correspondentBrief }),
  z.object({ outcome: z.literal('like'), found: z.array(correspondentBrief) }),
])

/** `codeFault`: the code has the length of a known one and a wrong check digit. `cards`: how many the reader sees. */
export const correspondentView = correspondentForm.extend({
  id: z.string(),
  mergedInto: correspondentBrief.nullable(),
  merged: z.array(correspondentBrief.extend({ at: z.string(), by: z.string() })),
  createdBy: z.string(),
  codeFault: z.boolean(),
  cards: z.int(),
})
export type CorrespondentView = z.infer<typeof correspondentView>
export const correspondentQuery = z.object({ q: text(300).default(''), limit: z.coerce.number().int().min(1).max(50).default(10) })
export const correspondentList = z.object({ correspondents: z.array(correspondentBrief.extend({ address: z.string() })) })
/** The other one goes into the one of the address: its cards follow, its name stays in the history. */
export const mergeCorrespondent = z.object({ from: id })
