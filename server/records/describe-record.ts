import type { fileClass } from '#server/file-plan/classes.ts'
import type { RecordDescription } from './record-form.ts'

type NewRecord = {
  id: string
  class: typeof fileClass.$inferSelect | null
  file: string | null
  date: string | null
  source: string | null
  /** Where somebody gave one; else it is made of what is known. */
  title?: string | undefined
  cover: string | null
  batch: string | null
  createdAt: Date
  /** Who said the date: `cover`, or the user who imported. */
  datedBy: string
  originals: RecordDescription['originals']
  pages: RecordDescription['pages']
}

/**
 * What is known of a record when it is made. Its date is the first event, which bears the record's own
 * id, so that making the same record twice describes it alike.
 */
export function describeRecord(facts: NewRecord): RecordDescription {
  const { id, file, date, source, cover, batch, originals, pages } = facts
  const createdAt = facts.createdAt.toISOString()
  const dated = date ? [{ ...unsaid, id, event: 'record.date', date, evidence: cover ?? source, recordedBy: facts.datedBy, recordedAt: createdAt }] : []
  return {
    format: 'opis-record/3',
    id,
    title: facts.title ?? titleOf(facts),
    class: facts.class?.code ?? null,
    ...{ file, date, source, cover, batch },
    unit: facts.class?.unit ?? null,
    wholeHouse: facts.class?.wholeHouse ?? false,
    createdAt,
    language: null,
    readAt: null,
    originals,
    pages,
    events: dated,
    memberships: null,
    people: [],
    paper: null,
  }
}

/** What is not said of a fact that stands. */
export const unsaid = { value: null, coversFrom: null, coversTo: null, retractedAt: null, retractedBy: null, retractReason: null }

/** The file's title where the cover names one, else the imported name, else the class, with the date behind it. */
function titleOf(facts: Pick<NewRecord, 'class' | 'file' | 'source' | 'cover' | 'date'>): string {
  const classTitle = facts.class ? (facts.class.title['en'] ?? facts.class.code) : null
  const name = facts.file ?? facts.source ?? classTitle ?? facts.cover ?? 'Untitled'
  return facts.date ? `${name}, ${facts.date}` : name
}
