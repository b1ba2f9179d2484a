import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { id } from '#contract/common.ts'
import { factList, factQuery, newFact, retraction } from '#contract/file-plan.ts'
import type { Api } from '#platform/http/api.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { FilePlanContext } from './context.ts'
import { listFacts } from './facts.ts'
import { presentFact } from './present.ts'
import { noSuchFact, recordFact, retractFact, type SubjectOfFact } from './record-fact.ts'
import { fact } from './schema.ts'
import { keepers, seeSubject } from './see-subject.ts'

/** Facts of records, files, people and the body. */
export function factRoutes(api: Api, context: FilePlanContext): void {
  const listed = async ({ kind, id: subject }: SubjectOfFact) => ({ facts: (await listFacts(context.db, kind, [subject])).map(presentFact) })
  api.route({ method: 'get', path: '/facts', summary: 'What is known of a record, file, person or the body', access: 'any-user', query: factQuery, answer: factList, problems: ['not-found'] }, async ({ principal, query }) => {
    const subject = { kind: query.kind, id: query.subject }
    // Only the name of the body is no UUID.
    if (subject.kind !== 'body' && !id.safeParse(subject.id).success) throw noSuchFact()
    await seeSubject(context, principal, subject)
    return listed(subject)
  })
  api.route({ method: 'post', path: '/facts', summary: 'Record a fact', access: keepers, body: newFact, answer: factList, status: 201, problems: ['not-found'] }, async ({ principal, body: { kind, subject: of, ...wanted } }) => {
    const subject = { kind, id: of }
    await seeSubject(context, principal, subject)
    await recordFact(context, subject, wanted, actorOf(principal))
    return listed(subject)
  })
  api.route({ method: 'post', path: '/facts/{id}/retract', summary: 'Take a fact back, with a reason', access: keepers, params: z.object({ id }), body: retraction, answer: factList }, async ({ principal, params, body }) => {
    const [found] = await context.db.select({ kind: fact.subjectKind, id: fact.subject }).from(fact).where(eq(fact.id, params.id))
    if (!found) throw noSuchFact()
    await seeSubject(context, principal, found)
    await retractFact(context, params.id, body.reason, actorOf(principal))
    return listed(found)
  })
}
