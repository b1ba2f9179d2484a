import type { fileClass } from '#server/capture/file-plan.ts'

/**
 * What the object in the store says of itself (`record.json`), so that the database can be rebuilt
 * from the store and a reader in fifty years needs nothing of ours.
 */
export type RecordDescription = {
  format: 'opis-record/1'
  id: string
  title: string
  class: string | null
  file: string | null
  date: string | null
  source: string | null
  cover: string | null
  batch: string | null
  unit: string | null
  wholeHouse: boolean
  createdAt: string
  pages: { page: number; path: string | null; image: number | null }[]
}

export function describeRecord(facts: {
  id: string
  class: typeof fileClass.$inferSelect | null
  file: string | null
  date: string | null
  source: string | null
  cover: string | null
  batch: string | null
  createdAt: Date
  pages: RecordDescription['pages']
}): RecordDescription {
  return {
    format: 'opis-record/1',
    id: facts.id,
    title: titleOf(facts),
    class: facts.class?.code ?? null,
    file: facts.file,
    date: facts.date,
    source: facts.source,
    cover: facts.cover,
    batch: facts.batch,
    unit: facts.class?.unit ?? null,
    wholeHouse: facts.class?.wholeHouse ?? false,
    createdAt: facts.createdAt.toISOString(),
    pages: facts.pages,
  }
}

/** The file's title where the cover names one, else the imported name, else the class, with the date behind it. */
function titleOf(facts: { class: typeof fileClass.$inferSelect | null; file: string | null; source: string | null; cover: string | null; date: string | null }): string {
  const classTitle = facts.class ? (facts.class.title['en'] ?? facts.class.code) : null
  const name = facts.file ?? facts.source ?? classTitle ?? facts.cover ?? 'Untitled'
  return facts.date ? `${name}, ${facts.date}` : name
}
