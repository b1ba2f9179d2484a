import type { PoolClient } from 'pg'
import { sendChanges, type Change } from '../elasticsearch/bulk.ts'
import { makeFindable } from '../elasticsearch/indices.ts'
import { mappingId } from '../elasticsearch/mapping.ts'
import type { MirrorContext } from './mirror-context.ts'
import { mirrorRows, nextVersion, whileNobodySends } from './mirror-tables.ts'

/** Notes of changes that are taken up in one go. */
const notesAtOnce = 200
/** Text that is held for one load. */
const charsAtOnce = 8_000_000

type Note = { id: string; record: string; last_page: number }

/**
 * Tells Elasticsearch of the oldest changes it has not been told of: pages as they are now, and the places of pages
 * that are gone. The notes go when everything was taken and is found; a crash in between only sends it
 * again. An index that is being built is told as well. Answers whether there may be more.
 */
export async function sendWaiting(context: MirrorContext): Promise<{ more: boolean }> {
  return whileNobodySends(context.pool, async (db) => {
    const { live, building } = await mirrorRows(db)
    const targets = [
      ...(live?.mapping === mappingId ? [context.alias] : []),
      ...(building?.mapping === mappingId && building.uuid !== null ? [context.nextAlias] : []),
    ]
    if (targets.length === 0) return { more: false }
    const { rows } = await db.query<Note>('select id, record, last_page from search_to_send order by id limit $1', [notesAtOnce])
    if (rows.length === 0) return { more: false }
    // Before the pages are read: a higher number never stands for older pages.
    const version = await nextVersion(db)
    for await (const changes of loadsOf(context, rows)) {
      for (const alias of targets) await sendChanges(context.client, changes, { alias, version, pause: context.pause, stopping: context.stopping })
    }
    for (const alias of targets) await makeFindable(context.client, alias, context.stopping)
    await forget(db, rows)
    return { more: rows.length === notesAtOnce }
  })
}

/** The changes in loads that memory holds, whole records each. */
async function* loadsOf(context: MirrorContext, notes: readonly Note[]): AsyncGenerator<Change[]> {
  const lastPages = new Map<string, number>()
  for (const { record, last_page: page } of notes) lastPages.set(record, Math.max(page, lastPages.get(record) ?? 0))
  let changes: Change[] = []
  let chars = 0
  for (const [record, lastPage] of lastPages) {
    const pages = (await context.readRecord(record)) ?? []
    const there = new Set(pages.map(({ page }) => page))
    for (const page of pages) changes.push({ put: page })
    for (let page = 1; page <= lastPage; page += 1) if (!there.has(page)) changes.push({ remove: { record, page } })
    chars += pages.reduce((sum, page) => sum + page.text.length, 0)
    if (chars < charsAtOnce) continue
    yield changes
    changes = []
    chars = 0
  }
  if (changes.length > 0) yield changes
}

async function forget(db: PoolClient, notes: readonly Note[]): Promise<void> {
  await db.query('delete from search_to_send where id = any($1::bigint[])', [notes.map(({ id }) => id)])
}
