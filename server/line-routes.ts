import { pagesGivenBack, readAgainForm, stepRetry, stepsRetried, troubleList } from '#contract/status.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Api } from '#platform/http/api.ts'
import { countTroubled, listTroubled, retryTroubled } from '#platform/troubled-tasks.ts'
import { appendAudit } from './audit/append.ts'
import { actorOf } from './identity/permissions.ts'
import { listUnreadPages, readAgain } from './recognition/read-again.ts'
import type { RecordsContext } from './records/context.ts'

/** They see every record and know of holds, so nothing in the lists has to be kept from them. */
const access = { roles: ['administrator', 'archivist'] } as const
const listed = 100

/** What does not come off on the way from paper to answer, and how it is tried again. */
export function lineRoutes(api: Api, context: RecordsContext): void {
  const { db, clock, outbox } = context
  api.route({ method: 'get', path: '/line/trouble', summary: 'Steps that do not come off, pages that could not be read', access, answer: troubleList }, async () => {
    const steps = await listTroubled(db, listed)
    return {
      steps: steps.map(({ name, since, nextTryAt, ...task }) => ({ ...task, step: name, since: since.toISOString(), nextTryAt: nextTryAt?.toISOString() ?? null })),
      stepCount: await countTroubled(db),
      ...(await listUnreadPages(db, listed)),
    }
  })
  api.route({ method: 'post', path: '/line/retry', summary: 'Try steps again now', access, body: stepRetry, answer: stepsRetried, problems: ['not-found'] }, async ({ principal, body: { id } }) => {
    const names = await db.transaction(async (tx) => {
      const retried = await retryTroubled(tx, id)
      if (id !== undefined && retried.length === 0) throw new OpisError('not-found', 'This step is no longer among those that fail. Look at the list again.')
      if (retried.length > 0) await appendAudit(tx, { actor: actorOf(principal), action: 'line.retry', object: 'line', details: { steps: retried.length, names: [...new Set(retried)].sort().join(', ') } }, clock.now())
      return retried
    })
    outbox.wake()
    return { retried: names.length }
  })
  api.route({ method: 'post', path: '/line/read-again', summary: 'Give pages that could not be read back to the recognisers', access, body: readAgainForm, answer: pagesGivenBack }, async ({ principal, body }) => ({
    pages: await readAgain(context, body.record, actorOf(principal)),
  }))
}
