import { eq } from 'drizzle-orm'
import type { Principal } from '#platform/http/access.ts'
import { approveDraft } from '../assignments/drafts/approve-draft.ts'
import { askVisas } from '../assignments/drafts/ask-visas.ts'
import { beginDraft } from '../assignments/drafts/begin-draft.ts'
import { actingAs, type DraftsContext } from '../assignments/drafts/context.ts'
import { registerDraft } from '../assignments/drafts/register-draft.ts'
import { draftVersion } from '../assignments/drafts/schema.ts'
import { sendDraft } from '../assignments/drafts/send-draft.ts'
import { moveTask } from '../assignments/tasks/move-task.ts'
import { assignment } from '../assignments/schema.ts'
import type { Answered } from '../municipality/training/stage.ts'

/** Who writes, approves and registers an answer. */
export type Hands = { writer: Principal; head: Principal; clerk: Principal }

/** The whole way of an answer: draft on the task, approval, number, the task closed against it, sending. Its paper is made by the line. */
export async function giveAnswer(context: DraftsContext, { writer, head, clerk }: Hands, { card, text, language }: Answered): Promise<void> {
  const { db } = context
  const [task] = await db.select({ id: assignment.id }).from(assignment).where(eq(assignment.card, card))
  const id = await beginDraft(context, { card, kind: 'reply', register: 'outgoing', language, subject: text.subject, text: text.text, ...(task === undefined ? {} : { assignment: task.id }) }, actingAs(writer))
  await askVisas(context, id, { version: 1, people: [], approver: head.kind === 'user' ? head.name : '' }, actingAs(writer))
  const [version] = await db.select({ sha512: draftVersion.sha512 }).from(draftVersion).where(eq(draftVersion.draft, id))
  await approveDraft(context, id, version?.sha512 ?? '', actingAs(head))
  await registerDraft(context, id, {}, clerk)
  if (task !== undefined) {
    const [now] = await db.select({ version: assignment.version }).from(assignment).where(eq(assignment.id, task.id))
    await moveTask(context, head, task.id, { version: now?.version ?? 1, what: { move: 'close', report: text.subject } })
  }
  await sendDraft(context, id, { channel: 'post', address: '', note: '' }, actingAs(clerk))
}
