import { and, eq, notInArray, sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { file, fileChange } from '#server/file-plan/schema.ts'
import { forgetFile } from './forget-file.ts'

/** `number`: of the act under which it goes. */
type Ending = { readonly number: string; readonly actor: string; readonly now: Date }

/** A file in which nothing lies any more is destroyed, with its words, once. */
export async function endFile(tx: Tx, id: string, { number, actor, now }: Ending): Promise<void> {
  const ended = await tx
    .update(file)
    .set({ state: 'destroyed' })
    .where(and(eq(file.id, id), notInArray(file.state, ['destroyed', 'transferred'])))
    .returning({ id: file.id })
  if (ended.length === 0) return
  await tx.insert(fileChange).values({ id: newId(), file: id, change: 'destroyed', details: { act: number }, changedBy: actor, changedAt: now })
  await forgetFile(tx, id)
}

/** The files of an act whose records were destroyed again after a backup had brought both back. */
export async function endFilesAgain(tx: Tx, act: string, ending: Ending): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct subject as id from act_line where act = ${act}::uuid and subject_kind = 'file' and state = 'executing' and carrier <> 'paper'
      and not exists (select 1 from file_member where file_member.file = act_line.subject and ended_at is null)`)
  for (const { id } of rows) await endFile(tx, id, ending)
}
