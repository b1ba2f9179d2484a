import { z } from 'zod'
import { civilDate, id } from './common.ts'
import { newCard } from './cards.ts'
import { withoutNul } from './page-marks.ts'
import { dataCode, fieldForm, flow, numberTemplate, registerConstants, resetRule } from './registers.ts'
import { localName, unitCode, unitKinds } from './units.ts'

/** Name of a period: `2026`, `2026-08-15`, `convocation-8`, `all`. */
export const periodName = z.string().regex(/^(all|convocation-\d{1,2}|\d{4}(-\d{2}-\d{2})?)$/)

/** Changes of a register. Unit, flow, reset rule and first number hold still once numbers were given out. `firstSeq` is for the running period. */
export const registerChange = z.object({
  title: localName.optional(),
  unit: unitCode.optional(),
  flow: flow.optional(),
  template: numberTemplate.optional(),
  constants: registerConstants.optional(),
  reset: resetRule.optional(),
  firstSeq: z.int().min(1).max(9_999_999).optional(),
  fields: z.array(fieldForm).max(30).optional(),
})
export type RegisterChange = z.infer<typeof registerChange>
export const registerClosing = z.object({ closedOn: civilDate })

/** What a template would print. `fault`: what is wrong with it, in words; `examples`: the next number, the one after 999, a repeated one. */
export const templatePreview = z.object({ template: z.string().max(120), constants: registerConstants.default({}), reset: resetRule.default({ kind: 'yearly', on: '01-01' }), firstSeq: z.int().min(1).max(9_999_999).default(1) })
export const templatePreviewed = z.object({ fault: z.string().nullable(), examples: z.array(z.string()) })

/** A period. `paper`: the range kept in the paper book, never given out here; `issued`: numbers given out here, annulled ones and blocks among them. */
export const periodView = z.object({
  period: z.string(),
  test: z.boolean(),
  paper: z.object({ first: z.int(), last: z.int() }).nullable(),
  nextSeq: z.int(),
  issued: z.int(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  openBlocks: z.int(),
})
export type PeriodView = z.infer<typeof periodView>

/** `mine`: whether the reader may enter into it; `next`: the number that is given out next, as printed. */
export const registerView = z.object({
  code: z.string(),
  title: z.record(z.string(), z.string()),
  unit: z.string(),
  unitName: z.record(z.string(), z.string()),
  flow,
  template: z.string(),
  constants: registerConstants,
  reset: resetRule,
  fields: z.array(fieldForm),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  mine: z.boolean(),
  next: z.string(),
  running: z.string(),
  periods: z.array(periodView),
})
export type RegisterView = z.infer<typeof registerView>
/** `units`: all that are not closed, for choosing. */
export const registerList = z.object({ mode: z.enum(['test', 'live']), registers: z.array(registerView), units: z.array(z.object({ code: z.string(), name: z.record(z.string(), z.string()), kind: z.enum(unitKinds) })) })
export type RegisterList = z.infer<typeof registerList>

/** A number and what it stands on. `card`: null for one of an old book, for one annulled unused, and where the reader may not see the card. */
export const entryView = z.object({
  id: z.string(),
  register: z.string(),
  period: z.string(),
  seq: z.int(),
  repeat: z.int(),
  number: z.string(),
  enteredOn: z.string(),
  source: z.enum(['registered', 'block', 'imported']),
  card: z.string().nullable(),
  subject: z.string().nullable(),
  correspondent: z.string().nullable(),
  annulled: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
})
export type EntryView = z.infer<typeof entryView>
export const entryQuery = z.object({ number: z.string().trim().min(1).max(100).refine((text) => !text.includes('\u0000'), 'has a character that no number has') })
export const entryPageQuery = z.object({ period: periodName.optional(), before: z.coerce.number().int().min(1).max(2_000_000_000).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) })
export const entryList = z.object({ entries: z.array(entryView) })
export const annulment = z.object({ reason: z.string().trim().min(1).max(500).regex(withoutNul) })
export const annulled = z.object({ numbers: z.array(z.string()), card: z.string().nullable() })

/** Numbers handed to a place without the line. */
export const newBlock = z.object({ place: unitCode, count: z.int().min(1).max(1000) })
/** A document written on paper under a number of a block: the sequence number and the day on the paper. */
export const blockCard = z.object({ seq: z.int().min(1), on: civilDate, card: newCard.omit({ register: true }) })
/** `unused`: how many numbers the place gave back; must be what is left. */
export const blockClosing = z.object({ unused: z.int().min(0) })
export const blockView = z.object({
  id,
  register: z.string(),
  period: z.string(),
  test: z.boolean(),
  firstSeq: z.int(),
  lastSeq: z.int(),
  place: z.string(),
  handedBy: z.string(),
  handedAt: z.string(),
  /** The numbers as printed. */
  numbers: z.array(z.object({ seq: z.int(), number: z.string(), state: z.enum(['open', 'entered', 'unused', 'annulled']) })),
  open: z.int(),
  reconciledBy: z.string().nullable(),
  reconciledAt: z.string().nullable(),
})
export type BlockView = z.infer<typeof blockView>
export const blockList = z.object({ blocks: z.array(blockView) })

/** What a check may find; each stands with the first numbers that it concerns. */
export const registerFaultKinds = ['missing', 'beyond-counter', 'in-paper-range', 'without-card', 'outside-block', 'blocks-overlap', 'repeat-gap', 'double', 'same-number'] as const
export const registerFault = z.object({ kind: z.enum(registerFaultKinds), period: z.string(), count: z.int(), first: z.array(z.int()) })
export type RegisterFault = z.infer<typeof registerFault>
/** `notInOrder`: numbers whose day is before that of an earlier number, as after a clock that was set back; no fault of numbering. */
export const periodCheck = z.object({ period: z.string(), test: z.boolean(), paper: z.int(), entries: z.int(), repeats: z.int(), annulled: z.int(), imported: z.int(), inOpenBlocks: z.int(), notInOrder: z.int(), faults: z.array(registerFault) })
export type PeriodCheck = z.infer<typeof periodCheck>
export const registerCheck = z.object({ register: z.string(), sound: z.boolean(), periods: z.array(periodCheck) })
export type RegisterCheck = z.infer<typeof registerCheck>

/** `testRegistrations`: what going live would remove. */
export const modeView = z.object({ mode: z.enum(['test', 'live']), testRegistrations: z.int() })
export const modeChange = z.object({ mode: z.literal('test') })
/** Names the number of test registrations that are removed, so that nobody removes more than was shown. */
export const goLive = z.object({ testRegistrations: z.int().min(0) })
export const wentLive = z.object({ removed: z.record(z.string(), z.int()) })

export const importEncodings = ['utf-8', 'windows-1251', 'windows-1250', 'utf-16le', 'koi8-r', 'iso-8859-2'] as const
export const importQuery = z.object({ commit: z.enum(['true', 'false']).default('false'), encoding: z.enum(importEncodings).default('utf-8') })
/** Why a line of an old register was not taken. */
export const importFaults = ['bad-encoding', 'no-header', 'column-missing', 'quote-not-closed', 'line-too-long', 'too-many-lines', 'too-many-cells', 'formula', 'control-character', 'number-missing', 'sequence-unknown', 'bad-date', 'date-to-come', 'twice-in-file', 'number-taken', 'number-given-here', 'book-closed'] as const
export type ImportFault = (typeof importFaults)[number]
export const importReport = z.object({
  committed: z.boolean(),
  lines: z.int(),
  good: z.int(),
  already: z.int(),
  rejected: z.int(),
  /** The first thousand. */
  faults: z.array(z.object({ line: z.int(), fault: z.enum(importFaults), text: z.string() })),
})
export type ImportReport = z.infer<typeof importReport>
export const registerParams = z.object({ code: dataCode })
