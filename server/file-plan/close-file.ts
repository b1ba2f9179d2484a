import { eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { changeFile, refuseUnlessOpen } from './change-file.ts'
import { settleClosing } from './closing-date.ts'
import type { FilePlanContext } from './context.ts'
import { refuseDateToCome } from './known-date.ts'
import { file } from './schema.ts'

/** Closes a file on a day, which may be known to the year or month only; today unless said. Its open volumes stay as they are. */
export function closeFile(context: FilePlanContext, id: string, wanted: { on?: string | undefined }, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, found, moment) => {
    refuseUnlessOpen(found)
    const on = wanted.on ?? moment.today
    refuseDateToCome(on, moment.today)
    await tx.update(file).set({ state: 'closed', closedOn: on }).where(eq(file.id, id))
    await settleClosing(tx, [id], 'closed anew', moment)
    return { change: 'closed', action: 'file-plan.close-file', details: { on } }
  })
}

/** Opens a closed file again; the fact `file.closed` is retracted with the reason. */
export function reopenFile(context: FilePlanContext, id: string, reason: string, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, found, moment) => {
    if (found.state !== 'closed') throw refusal('file-not-closed', { number: found.number }, `The file ${found.number} is not closed.`)
    await tx.update(file).set({ state: 'open', closedOn: null }).where(eq(file.id, id))
    await settleClosing(tx, [id], reason, moment)
    return { change: 'reopened', action: 'file-plan.reopen-file', details: { reason, closedOn: found.closedOn } }
  })
}
