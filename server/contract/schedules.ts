import { z } from 'zod'
import { civilDate, id, instant } from './common.ts'

/** Largest text of a schedule, in UTF-16 units; the reader counts bytes besides. */
const yamlText = z.string().max(5 * 1024 * 1024)
const words = z.record(z.string(), z.string())
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/).max(200)
const versionName = z.string().trim().min(1).max(100)
const basis = z.string().trim().min(3).max(2000)

/** One thing wrong in a schedule: line from 1, dotted path as in `rules.3.retain.for`. A warning does not refuse the file. */
export const scheduleFault = z.object({ line: z.int(), path: z.string(), message: z.string() })
export type ScheduleFault = z.infer<typeof scheduleFault>

/** Who compared a rule with the act. */
export const confirmationView = z.object({ by: z.string(), at: instant, note: z.string(), document: z.string().nullable() })

export const ruleView = z.object({
  id: z.string(),
  cite: z.string(),
  title: words,
  classes: z.array(z.string()),
  /** The term, the end and the mark in each language. */
  said: words,
  source: z.enum(['confirmed', 'secondary', 'memory', 'local']),
  /** It may not reach an act before a records manager of this installation confirms it. */
  needsConfirmation: z.boolean(),
  confirmation: confirmationView.nullable(),
})
export type RuleView = z.infer<typeof ruleView>

const versionState = z.enum(['draft', 'proposed', 'approved', 'withdrawn'])
/** What an approved version is today. */
const standing = z.enum(['in-force', 'superseded', 'announced', 'ended'])

export const versionSummary = z.object({
  id,
  schedule: z.string(),
  version: z.string(),
  origin: z.enum(['file', 'made']),
  state: versionState,
  standing: standing.nullable(),
  effectiveFrom: z.string().nullable(),
  rules: z.int(),
  /** Rules that may not reach an act yet. */
  unconfirmed: z.int(),
  faults: z.int(),
  basis: z.string(),
  author: z.string(),
  changedAt: instant,
  proposedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
})
export type VersionSummary = z.infer<typeof versionSummary>

export const scheduleSummary = z.object({ schedule: z.string(), title: words, jurisdiction: z.string(), versions: z.array(versionSummary) })
/** `problems`: rule files that were refused; what was in force before stays so. */
export const scheduleList = z.object({ schedules: z.array(scheduleSummary), problems: z.array(z.object({ file: z.string(), message: z.string() })) })
export type ScheduleList = z.infer<typeof scheduleList>

/** What a version changes, in plain words of each language. */
export const differenceView = z.object({
  rule: z.string().nullable(),
  kind: z.enum(['new', 'gone', 'changed', 'head']),
  /** Whether it makes a term shorter or an end less preserving: to be looked at twice. */
  weaker: z.boolean(),
  said: words,
})
export type DifferenceView = z.infer<typeof differenceView>

/** `earlier` and `later` add up to records, `filesEarlier` and `filesLater` to files. */
const moved = z.object({ rule: z.string().nullable(), records: z.int(), earlier: z.int(), later: z.int(), files: z.int(), filesEarlier: z.int(), filesLater: z.int() })
export const simulationResult = z.object({ moved: z.array(moved), eligible: z.int(), eligibleFiles: z.int() })
/** What simulating one text found; it counts for that text only. */
export const keptSimulation = z.object({ sha256: z.string(), on: civilDate, by: z.string(), at: instant, result: simulationResult })
export type KeptSimulation = z.infer<typeof keptSimulation>

export const versionView = versionSummary.extend({
  yaml: z.string(),
  sha256: z.string(),
  file: z.string().nullable(),
  /** The schedule as its file says it, for the editor; null when the text cannot be read at all. */
  value: z.unknown(),
  faultList: z.array(scheduleFault),
  warnings: z.array(scheduleFault),
  ruleList: z.array(ruleView),
  /** Against the version it follows; null where there is none, or one of both has faults. */
  differences: z.array(differenceView).nullable(),
  follows: z.string().nullable(),
  simulation: keptSimulation.nullable(),
  /** Whether the simulation is of this very text. */
  simulated: z.boolean(),
  proposedAt: instant.nullable(),
  approvedAt: instant.nullable(),
  approvalNote: z.string().nullable(),
})
export type VersionView = z.infer<typeof versionView>

const transition = z.enum(['all-undisposed', 'closed-on-or-after', 'never-shorten'])

/** A draft that begins as a copy of a version and says that it replaces it. */
export const newDraft = z.object({ from: id, version: versionName, effectiveFrom: civilDate, transition, basis })
export type NewDraft = z.infer<typeof newDraft>
/** A draft that begins with a text of one's own. */
export const newDraftText = z.object({ yaml: yamlText, basis })
/** Either the whole text, or the value that the editor changed; comments of the text stay where what they belong to stays. */
export const changeDraft = z.union([z.object({ yaml: yamlText, basis: basis.optional() }), z.object({ value: z.record(z.string(), z.unknown()), basis: basis.optional() })])
export type ChangeDraft = z.infer<typeof changeDraft>

export const simulateDraft = z.object({ on: civilDate })
export const approveVersion = z.object({ note: z.string().trim().max(2000).default('') })

/** Largest table of rules, in characters of its text or of its base64. */
const tableChars = 5 * 1024 * 1024

/** Rules of a table (CSV as text, or an XLSX workbook in base64; heading and columns in the handbook) put into a draft that begins as a copy of a version. */
export const importRules = newDraft
  .extend({ csv: z.string().max(tableChars).optional(), xlsx: z.string().max(tableChars).regex(/^[A-Za-z0-9+/]*={0,2}$/).optional(), keepOthers: z.boolean().default(true) })
  .refine(({ csv, xlsx }) => (csv === undefined) !== (xlsx === undefined), 'takes a table either as csv or as xlsx')
export const importFaults = z.object({ draft: versionView.nullable(), rowFaults: z.array(z.object({ row: z.int(), column: z.string(), message: z.string() })) })
export type ImportAnswer = z.infer<typeof importFaults>

export const ruleName = z.object({ schedule: name, version: versionName, rule: name })
export const confirmRule = ruleName.extend({ note: z.string().trim().min(3).max(2000), document: z.string().trim().max(500).default('') })
export type ConfirmRule = z.infer<typeof confirmRule>
