import { z } from 'zod'
import { cardStates, channel, relations, stages } from './cards.ts'
import { civilDate, id, language } from './common.ts'
import { correspondentBrief } from './correspondents.ts'
import { dataCode, fieldForm, flow } from './registers.ts'
import { unitCode } from './units.ts'

const names = z.record(z.string(), z.string())
const fields = z.record(z.string(), z.union([z.string(), z.number()]))

/** A number of the card in a register; the first is the one printed on its label. */
export const entryView = z.object({ id: z.string(), register: z.string(), registerTitle: names, number: z.string(), enteredOn: z.string(), enteredBy: z.string(), annulled: z.object({ on: z.string(), by: z.string(), reason: z.string() }).nullable() })
/** `direction`: `from` where this card says it of the other, `to` where the other says it of this one. */
export const relationView = z.object({ relation: z.enum(relations), direction: z.enum(['from', 'to']), card: z.string(), number: z.string(), registeredOn: z.string(), subject: z.string() })
/** What the citizen sees, in order. */
export const stageView = z.object({ stage: z.enum(stages), onDay: z.string(), unit: z.string().nullable(), untilOn: z.string().nullable(), reason: z.string().nullable(), number: z.string().nullable() })
export const cardEventView = z.object({ at: z.string(), actor: z.string(), event: z.string(), details: z.record(z.string(), z.unknown()) })
/** Who held the document (or its paper), since when; `until` null: holds it now. `days`: whole days held so far. */
export const holderView = z.object({ unit: z.string().nullable(), person: z.string().nullable(), since: z.string(), until: z.string().nullable(), days: z.int() })
export type HolderView = z.infer<typeof holderView>

/** All that is known of a document. `names`: the names of the units, kinds and people in it, by code. */
export const cardView = z.object({
  ...{ id: z.string(), flow, kind: z.string(), kindVersion: z.int(), unit: z.string(), state: z.enum(cardStates), test: z.boolean() },
  ...{ number: z.string(), registeredOn: z.string(), registeredAt: z.string(), registeredBy: z.string(), subject: z.string(), correspondent: correspondentBrief.nullable() },
  ...{ theirNumber: z.string().nullable(), theirDate: z.string().nullable(), receivedOn: z.string().nullable(), channel: z.string(), sheets: z.int().nullable(), annexSheets: z.int().nullable(), language: z.string().nullable() },
  ...{ paper: z.enum(['none', 'kept', 'returned', 'missing']), paperUnit: z.string().nullable(), paperPlace: z.string().nullable(), paperHolder: z.string().nullable(), cover: z.string().nullable() },
  ...{ restricted: z.boolean(), units: z.array(z.string()), people: z.array(z.string()) },
  /** `daysLeft`: until the due day, below zero when it is past; null without a deadline or once closed. */
  ...{ term: z.string().nullable(), termBaseOn: z.string().nullable(), dueOn: z.string().nullable(), daysLeft: z.int().nullable(), extended: z.boolean() },
  ...{ service: z.string().nullable(), serviceVersion: z.int().nullable(), fields, filedIn: z.string().nullable(), closedOn: z.string().nullable(), version: z.int() },
  /** What the receipt asks for; null for who does not register documents. */
  checkValue: z.string().nullable(),
  /** Whether the reader may change the card. */
  mayChange: z.boolean(),
  entries: z.array(entryView),
  relations: z.array(relationView),
  stages: z.array(stageView),
  events: z.array(cardEventView),
  holders: z.array(holderView),
  paperHolders: z.array(holderView),
  names: z.object({ units: z.record(z.string(), names), kinds: z.record(z.string(), names), people: names }),
})
export type CardView = z.infer<typeof cardView>

/** A row of a list of cards. */
export const cardRow = z.object({
  ...{ id: z.string(), number: z.string(), registeredOn: z.string(), flow, kind: z.string(), unit: z.string(), state: z.enum(cardStates), test: z.boolean(), subject: z.string() },
  ...{ correspondent: correspondentBrief.nullable(), theirNumber: z.string().nullable(), theirDate: z.string().nullable(), dueOn: z.string().nullable(), overdue: z.boolean(), restricted: z.boolean() },
})
export type CardRow = z.infer<typeof cardRow>
/** `count` stops at `countLimit`, and `more` says that there are more. `next`: where the next page begins. */
export const cardList = z.object({ cards: z.array(cardRow), next: z.string().nullable(), count: z.int(), more: z.boolean(), names: z.object({ units: z.record(z.string(), names), kinds: z.record(z.string(), names) }) })

const flag = z.enum(['true', 'false'])
/** What a list is narrowed by. `number`: as people write it, from its beginning; `theirNumber` alike, of the correspondent. */
export const cardFilters = z.object({
  register: dataCode.optional(),
  flow: flow.optional(),
  kind: dataCode.optional(),
  unit: unitCode.optional(),
  correspondent: id.optional(),
  from: civilDate.optional(),
  to: civilDate.optional(),
  state: z.enum(cardStates).optional(),
  /** Open documents that are due on or before that day, the soonest first. */
  dueBy: civilDate.optional(),
  overdue: flag.optional(),
  text: z.string().trim().min(1).max(200).optional(),
  number: z.string().trim().min(1).max(100).optional(),
  theirNumber: z.string().trim().min(1).max(100).optional(),
})
export type CardFilters = z.infer<typeof cardFilters>
export const cardListQuery = cardFilters.extend({ after: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
export type CardListQuery = z.infer<typeof cardListQuery>
export const cardExportQuery = cardFilters.extend({ format: z.enum(['csv', 'ods']).default('csv'), language: language.default('en') })

/** A change of what a clerk wrote; `version` is the one that he saw. Number and day of registration never change. */
export const cardChange = z.object({
  version: z.int().min(1),
  subject: z.string().trim().min(1).max(2000).optional(),
  correspondent: id.nullable().optional(),
  theirNumber: z.string().trim().min(1).max(100).nullable().optional(),
  theirDate: civilDate.nullable().optional(),
  receivedOn: civilDate.optional(),
  channel: channel.optional(),
  sheets: z.int().min(0).max(100_000).nullable().optional(),
  annexSheets: z.int().min(0).max(100_000).nullable().optional(),
  language: language.nullable().optional(),
  paper: z.enum(['none', 'kept', 'returned', 'missing']).optional(),
  paperUnit: unitCode.nullable().optional(),
  paperPlace: z.string().trim().max(200).nullable().optional(),
  restricted: z.boolean().optional(),
  fields: z.record(z.string().max(64), z.union([z.string().max(2000), z.number()])).optional(),
})
export type CardChange = z.infer<typeof cardChange>

/** To which unit a document passes. The answer: into which register that unit enters it; null where the one number is shared. */
export const passCard = z.object({ unit: unitCode })
export const cardPassed = z.object({ register: z.string().nullable() })
/** The register of a body that keeps numbers of its own for documents of others. */
export const secondEntry = z.object({ register: dataCode })
/** Units that enter documents of others into a register of their own. */
export const entryRegisters = z.object({ registers: z.array(z.object({ unit: z.string(), register: z.string() })) })
export const entryRegisterForm = z.object({ register: dataCode.nullable() })
export const newRelation = z.object({ relation: z.enum(relations), to: id })
export type NewRelation = z.infer<typeof newRelation>

/** What the registration screen needs, in one answer: registers into which the reader may enter, those of his own units first; kinds in use. */
export const cardDesk = z.object({
  today: z.string(),
  mode: z.enum(['test', 'live']),
  registers: z.array(z.object({ code: z.string(), title: names, unit: z.string(), flow, fields: z.array(fieldForm), template: z.string() })),
  kinds: z.array(z.object({ code: z.string(), name: names, flow, fields: z.array(fieldForm) })),
})
export type CardDesk = z.infer<typeof cardDesk>
export const printQuery = z.object({ language: language.default('en') })

/** What the clerk has typed so far, before saving. */
export const likenessQuery = z.object({
  subject: z.string().trim().max(2000).default(''),
  correspondent: id.optional(),
  theirNumber: z.string().trim().max(100).optional(),
  theirDate: civilDate.optional(),
})
export type LikenessQuery = z.infer<typeof likenessQuery>
/**
 * Documents like the one being typed. `why`: `same-letter` (same correspondent, their number and date), `their-number`
 * (same correspondent and number), `subject` (same correspondent or none, very similar subject).
 */
export const likeCard = z.object({ id: z.string(), number: z.string(), registeredOn: z.string(), subject: z.string(), theirNumber: z.string().nullable(), why: z.enum(['same-letter', 'their-number', 'subject']), likeness: z.number() })
export const likeness = z.object({ duplicates: z.array(likeCard), related: z.array(likeCard.extend({ proposed: z.enum(relations) })) })
export type Likeness = z.infer<typeof likeness>
