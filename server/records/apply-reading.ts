import { and, asc, count, eq, isNull, sql } from 'drizzle-orm'
import type { PageReading } from '#contract/recognition.ts'
import type { Tx } from '#platform/database.ts'
import type { RecordsContext } from './context.ts'
import { record, recordPage, type StoredWord } from './schema.ts'

/** Keeps what was read on a page, in the caller's transaction. */
export async function applyReading(tx: Tx, page: string, reading: PageReading): Promise<void> {
  await tx.update(recordPage).set(columnsOf(reading)).where(eq(recordPage.id, page))
}

/** Called when no page of the record waits any longer: its language is that of most pages. Announces `record.read`. */
export async function finishReading(context: RecordsContext, tx: Tx, id: string): Promise<void> {
  const languages = await tx
    .select({ language: recordPage.language, pages: count() })
    .from(recordPage)
    .where(eq(recordPage.record, id))
    .groupBy(recordPage.language)
    .orderBy(sql`count(*) desc`, asc(recordPage.language))
  const language = languages.find((one) => one.language !== null)?.language ?? null
  const moved = await tx
    .update(record)
    .set({ language, readAt: context.clock.now(), state: 'rendering' })
    .where(and(eq(record.id, id), eq(record.state, 'reading'), isNull(record.readAt)))
    .returning({ id: record.id })
  if (moved.length > 0) await context.outbox.announce(tx, 'record.read', id)
}

/** Romanian letters, apostrophes and all else stay as they were read; folding is the business of search. */
function columnsOf(reading: PageReading) {
  const { turn, widthPx, heightPx, language, confidence, engine, engineVersion, dataSha256, doubtful } = reading
  const words = reading.words.map(({ text, box, confidence: sure, line }): StoredWord => [withoutNul(text), ...box.map(rounded), Math.round(sure), line] as StoredWord)
  return { turn, widthPx, heightPx, language, confidence, text: withoutNul(reading.text), words, readBy: { engine, engineVersion, dataSha256, doubtful } }
}

/** A ten-thousandth of the page is a fifth of a pixel at 300 dpi. */
const rounded = (fraction: number) => Math.round(fraction * 10_000) / 10_000

/** PostgreSQL cannot store the character NUL in a text. */
const withoutNul = (text: string) => text.replaceAll('\u0000', '')
