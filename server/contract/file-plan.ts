import { z } from 'zod'
import { civilDate, classCode, fileName, id, impreciseDate, language } from './common.ts'
import { retentionStatus } from './records.ts'

const reason = z.string().trim().min(1).max(500)
const titles = z.partialRecord(language, z.string().trim().min(1).max(500))
const shownTitles = z.record(z.string(), z.string())

export const fileStateNames = ['open', 'closed', 'transferred', 'destroyed'] as const
export const fileState = z.enum(fileStateNames)

/** What is known of a record, a file, a person or the body. */
export const factSubject = z.enum(['record', 'file', 'person', 'body'])
export const factValue = z.union([z.string().max(500), z.number(), z.boolean()])
/** `contract.ended`, `org.archive_source`: the names that rules read. */
export const factName = z.string().regex(/^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$/).max(64)
/** Either the date of an event, of known precision, or a value. `covers`: the period that the event covers, of an audit for example. */
export const newFact = z
  .object({ kind: factSubject, subject: z.string().min(1).max(64), name: factName, date: impreciseDate.optional(), value: factValue.optional(), covers: z.object({ from: civilDate, to: civilDate }).optional(), evidence: z.string().trim().max(500).optional() })
  .refine(({ date, value }) => (date === undefined) !== (value === undefined), 'takes either a date or a value')
  .refine(({ kind, subject }) => kind === 'body' || z.uuid().safeParse(subject).success, 'names no such subject')
export const retraction = z.object({ reason })
export const factView = z.object({
  id: z.string(),
  name: z.string(),
  date: z.string().nullable(),
  value: factValue.nullable(),
  coversFrom: z.string().nullable(),
  coversTo: z.string().nullable(),
  evidence: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: z.string(),
  /** Null while it stands. */
  retracted: z.object({ at: z.string(), by: z.string(), reason: z.string().nullable() }).nullable(),
})
export const factList = z.object({ facts: z.array(factView) })
export const factQuery = z.object({ kind: factSubject, subject: z.string().min(1).max(64) })

export const newFile = z.object({ class: classCode, number: fileName, title: z.string().trim().min(1).max(500).optional(), openedOn: impreciseDate.optional() })
export const retitle = z.object({ title: z.string().trim().min(1).max(500).nullable() })
export const renumber = z.object({ number: fileName })
export const closing = z.object({ on: impreciseDate.optional() })
export const reopening = z.object({ reason })
export const volumeOpening = z.object({ on: impreciseDate.optional() })
export const volumeClosing = z.object({ on: impreciseDate.optional(), sheets: z.int().min(0).max(100_000).optional() })
export const newMember = z.object({ record: id, volume: z.int().min(1).max(10_000).optional() })
export const takingOut = z.object({ reason })

export const fileQuery = z.object({
  class: classCode.optional(),
  state: fileState.optional(),
  /** Letters of the index or the title. */
  q: z.string().trim().min(1).max(200).optional(),
  /** The index as it stands. */
  number: fileName.optional(),
  /** Files in which this record lies. */
  record: id.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The id of the last file of the page before. */
  after: id.optional(),
})
export const fileSummary = z.object({ id: z.string(), class: z.string(), number: z.string(), title: z.string().nullable(), state: fileState, openedOn: z.string(), closedOn: z.string().nullable(), records: z.int(), volumes: z.int() })
/** `next`: for `after`; null on the last page. */
export const fileList = z.object({ files: z.array(fileSummary), next: z.string().nullable() })

export const paperStates = ['kept', 'destroyed', 'transferred', 'missing'] as const
export const paperView = z.object({ id: z.string(), kind: z.enum(['record', 'file']), subject: z.string(), title: z.string(), box: z.string().nullable(), shelf: z.string().nullable(), sheets: z.int().nullable(), state: z.enum(paperStates) })
export const paperList = z.object({ paper: z.array(paperView) })
const place = { box: z.string().trim().min(1).max(100).nullable().optional(), shelf: z.string().trim().min(1).max(100).nullable().optional(), sheets: z.int().min(0).max(100_000).nullable().optional() }
export const newPaper = z.object({ kind: z.enum(['record', 'file']), subject: id, ...place })
export const paperMove = z.object({ ...place, state: z.enum(['kept', 'missing']).optional() })
export const paperQuery = z.object({ box: z.string().trim().min(1).max(100).optional(), shelf: z.string().trim().min(1).max(100).optional(), state: z.enum(paperStates).optional() })

/** What a records manager should look at: permanent and temporary papers together, or a volume of a long-kept file that is too thick. */
export const fileWarning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('mixed-terms'), permanent: z.int(), temporary: z.int() }),
  z.object({ code: z.literal('too-many-sheets'), volume: z.int().nullable(), sheets: z.int(), limit: z.int() }),
])
export type FileWarning = z.infer<typeof fileWarning>

export const fileChanges = ['opened', 'retitled', 'renumbered', 'closed', 'reopened', 'volume-opened', 'volume-closed', 'record-added', 'record-taken-out'] as const
export const fileView = fileSummary.extend({
  fonds: z.string(),
  retention: retentionStatus,
  warnings: z.array(fileWarning),
  facts: z.array(factView),
  volumeList: z.array(z.object({ volume: z.int(), openedOn: z.string(), closedOn: z.string().nullable(), sheets: z.int().nullable() })),
  /** Those that the reader may see. */
  members: z.array(z.object({ record: z.string(), title: z.string(), date: z.string().nullable(), pages: z.int(), volume: z.int().nullable(), addedAt: z.string(), addedBy: z.string() })),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  paper: z.array(paperView),
  /** `change` is one of `fileChanges`, or of another part of the archive. */
  history: z.array(z.object({ change: z.string(), details: z.record(z.string(), z.unknown()), by: z.string(), at: z.string() })),
})
export type FileView = z.infer<typeof fileView>

export const newPerson = z.object({ name: z.string().trim().min(1).max(200) })
export const personLink = z.object({ kind: z.enum(['record', 'file']), subject: id })
export const personView = z.object({ id: z.string(), name: z.string(), facts: z.array(factView), links: z.array(z.object({ kind: z.enum(['record', 'file']), subject: z.string(), title: z.string() })) })
export const personList = z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) })
/** By letters of the name, or those linked to one record or file. */
export const personQuery = z.object({ q: z.string().trim().max(200).default(''), record: id.optional(), file: id.optional() }).refine(({ record, file }) => record === undefined || file === undefined, 'takes a record or a file')

/** For a new class all but the code may be left out; of a known one what is left out stays. `unit`, `wholeHouse`: of a new class only. */
export const classEdit = z.object({ code: classCode, title: titles.optional(), parent: classCode.nullable().optional(), fonds: z.string().trim().min(1).max(64).nullable().optional(), personal: z.boolean().optional(), openedOn: civilDate.nullable().optional(), closedOn: civilDate.nullable().optional(), unit: z.string().trim().min(1).max(64).nullable().optional(), wholeHouse: z.boolean().optional() })
export const fondsEdit = z.object({ number: z.string().trim().min(1).max(64), title: titles })
export const bodyEdit = z.object({ name: titles })
export const classTree = z.object({
  body: z.object({ code: z.string(), name: shownTitles }),
  fonds: z.array(z.object({ number: z.string(), title: shownTitles, body: z.string() })),
  /** `fonds` is never missing here: a class that names none is of the first. `files`: those that the reader may see. */
  classes: z.array(z.object({ code: z.string(), title: shownTitles, parent: z.string().nullable(), fonds: z.string(), unit: z.string().nullable(), wholeHouse: z.boolean(), personal: z.boolean(), openedOn: z.string().nullable(), closedOn: z.string().nullable(), files: z.int() })),
})
