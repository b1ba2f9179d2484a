import type { VoidReason, KeepReason } from '#contract/acts.ts'

/** Titles of the eight columns of an act: no., title, dates, inventory, index, files, term and article, remark. */
export type ActColumns = readonly [string, string, string, string, string, string, string, string]

/** What an act form says in one language of one layout. `(…)` parts are filled in; signs such as № are part of the texts. */
export type ActTexts = {
  approve: string
  /** Under the signature line: who signs, signature, date. */
  head: string
  signature: string
  title: string
  subtitle: string
  numbered: (number: string) => string
  basis: (title: string, imprint: string) => string
  withoutBasis: string
  selected: (fonds: string) => string
  columns: ActColumns
  total: (count: string, years: string) => string
  totalOfYear: (year: string, count: string) => string
  withoutYear: string
  inventories: Record<'permanent' | 'personnel', (years: string, documents: string) => string>
  inventoriesMissing: string
  preparedBy: string
  /** Null: the layout has no such block. */
  archiveConsent: string | null
  protocol: (commission: string, number: string, date: string) => string
  approvals: string
  result: (date: string, count: string) => string
  paper: (count: string) => string
  registers: string
  notExecuted: (count: string) => string
}

/** What all layouts of a language share. */
export type SharedTexts = {
  locale: string
  draft: string
  page: (page: number, pages: number) => string
  date: string
  chair: string
  member: string
  absent: string
  fonds: (number: string, title: string) => string
  reasons: Record<VoidReason | KeepReason, (of: string) => string>
  otherReason: string
  roles: Readonly<Record<string, string>>
  protocol: {
    title: (number: string) => string
    held: (date: string) => string
    present: string
    onAct: (number: string, title: string) => string
    decided: string
    columns: readonly [no: string, title: string, agree: string, keep: string, extend: string, abstain: string, decision: string]
    outcomes: Record<'agreed' | 'kept' | 'open', string>
    conclusion: (agreed: string, kept: string) => string
  }
  certificate: {
    title: string
    ofAct: (number: string, date: string) => string
    meaning: string
    columns: readonly [no: string, record: string, title: string, derivatives: string, destroyed: string, backups: string, checksum: string]
    notYet: string
    unknown: string
    summary: (count: string, destroyed: string) => string
    backups: (date: string) => string
    backupsOpen: string
    parts: Readonly<Record<string, string>>
  }
  inventory: {
    title: (number: string) => string
    subtitle: (years: string) => string
    columns: readonly [no: string, index: string, title: string, dates: string, sheets: string, remark: string]
    total: (count: string, first: number, last: number) => string
    empty: string
    agreed: string
    approvedByArchive: string
  }
}

export type FormTexts = { shared: SharedTexts; act: ActTexts }
