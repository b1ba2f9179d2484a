import { appendAudit } from '#server/audit/append.ts'
import type { Progress } from '#platform/http/progress-answer.ts'
import { OpisError } from '#kernel/errors.ts'
import type { RecordsContext } from '../context.ts'
import { awaitTasks } from './await-tasks.ts'
import { readBatchObject, readRecordObject } from './read-object.ts'
import { restoreBatch } from './restore-batch.ts'
import { restoreRecord } from './restore-record.ts'

/** `records`, `pages`: whole in the store; `restored` of them were missing in the database. `bad`: objects that were passed over. */
export type Rebuilt = { records: number; pages: number; restored: number; batches: number; seconds: number; bad: { object: string; fault: string }[] }

/**
 * Brings the rows of everything that is a record back from the content store: batches first, since
 * records name them. Rows that are there stay as they are, so it may be stopped and run again; a
 * damaged object is named and passed over. Ends when the usual tasks have indexed what was restored.
 */
export async function* rebuild(context: RecordsContext, actor: string): AsyncGenerator<Progress, Rebuilt> {
  const startedMs = context.clock.now().getTime()
  const report: Rebuilt = { records: 0, pages: 0, restored: 0, batches: 0, seconds: 0, bad: [] }
  let total = 0
  for await (const object of context.store.list()) {
    total += 1
    const id = idIn(object, 'batch')
    if (id !== null) await noting(report, object, async () => void ((await restoreBatch(context, await readBatchObject(context.store, id))) && (report.batches += 1)))
  }
  let done = 0
  for await (const object of context.store.list()) {
    const id = idIn(object, 'record')
    if (id !== null) await noting(report, object, () => restoreOne(context, report, id, actor))
    yield { done: (done += 1), total }
  }
  yield* awaitTasks(context, ['index', 'compute-retention', 'render-access'])
  report.seconds = Math.round((context.clock.now().getTime() - startedMs) / 100) / 10
  const { records, restored, batches, bad } = report
  await context.db.transaction((tx) => appendAudit(tx, { actor, action: 'records.rebuild', object: 'store', details: { records, restored, batches, bad: bad.length } }, context.clock.now()))
  return report
}

async function restoreOne(context: RecordsContext, report: Rebuilt, id: string, actor: string): Promise<void> {
  const content = await readRecordObject(context.store, id)
  if (await restoreRecord(context, content, actor)) {
    report.restored += 1
    context.outbox.wake()
  }
  report.records += 1
  report.pages += content.description.pages.length
}

/** A fault of the store is noted and the rest goes on; any other ends the run. */
async function noting(report: Rebuilt, object: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof OpisError) || !['integrity', 'not-found'].includes(error.code)) throw error
    report.bad.push({ object, fault: error.detail })
  }
}

function idIn(object: string, kind: 'record' | 'batch'): string | null {
  const head = `urn:opis:${kind}:`
  return object.startsWith(head) ? object.slice(head.length) : null
}
