import { z } from 'zod'
import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Api } from '#platform/http/api.ts'
import { textAnswer } from '#platform/http/text-answer.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Checkpointer } from '#server/audit/checkpointer.ts'
import { exportLog } from '#server/audit/export-log.ts'
import { keyText } from '#server/audit/signed-note.ts'
import { actorOf } from '#server/identity/permissions.ts'

const administrator = { roles: ['administrator'] } as const
const keyAnswer = z.object({ key: z.string() })

/** The audit log as others may check it: the public key, and everything that was written. */
export function auditRoutes(api: Api, deps: { db: Db; clock: Clock; checkpoints: Checkpointer }): void {
  const { db, clock, checkpoints } = deps
  api.route({ method: 'get', path: '/audit/key', summary: 'Public key of the audit checkpoints', access: administrator, answer: keyAnswer }, async () => ({ key: keyText(checkpoints.signer.key) }))
  api.route(
    { method: 'post', path: '/audit/export', summary: 'Every entry and checkpoint of the audit log, signed up to now', access: administrator, binaryAnswer: 'application/jsonl', problems: ['integrity'] },
    async ({ principal }) => {
      await db.transaction((tx) => appendAudit(tx, { actor: actorOf(principal), action: 'audit.export', object: 'audit' }, clock.now()))
      return textAnswer('application/jsonl', exportLog(db, checkpoints.signer.key, await checkpoints.make()))
    },
  )
}
