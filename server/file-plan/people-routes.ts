import { z } from 'zod'
import { id } from '#contract/common.ts'
import { newPerson, personLink, personList, personQuery, personView } from '#contract/file-plan.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { OpisError } from '#kernel/errors.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { FilePlanContext } from './context.ts'
import { listFacts } from './facts.ts'
import { addPerson, findPeople, linkPerson, linksOfPerson, peopleOf, renamePerson, seePerson, unlinkPerson } from './people.ts'
import { presentFact } from './present.ts'
import { keepers, seeSubject } from './see-subject.ts'

const one = z.object({ id })

/** People whom records concern; for those who keep the files only. */
export function peopleRoutes(api: Api, context: FilePlanContext): void {
  const view = async (principal: Principal, person: string) => {
    const { name } = await seePerson(context.db, person)
    const links = await Promise.all((await linksOfPerson(context.db, person)).map(async ({ kind, subject }) => ({ kind, subject, title: await titleOf(context, principal, kind, subject) })))
    return { id: person, name, facts: (await listFacts(context.db, 'person', [person])).map(presentFact), links: links.flatMap(({ title, ...link }) => (title === null ? [] : [{ ...link, title }])) }
  }
  api.route({ method: 'get', path: '/people', summary: 'People by letters of their name, or those linked to a record or file', access: keepers, query: personQuery, answer: personList, problems: ['not-found'] }, async ({ principal, query: { q, record, file } }) => {
    const subject = record !== undefined ? { kind: 'record' as const, id: record } : file !== undefined ? { kind: 'file' as const, id: file } : null
    if (subject !== null) await seeSubject(context, principal, subject)
    const found = subject === null ? await findPeople(context.db, q) : await peopleOf(context.db, subject)
    return { people: found.map(({ id: person, name }) => ({ id: person, name })) }
  })
  api.route({ method: 'post', path: '/people', summary: 'Add a person', access: keepers, body: newPerson, answer: personView, status: 201 }, async ({ principal, body }) =>
    view(principal, await addPerson(context, body.name, actorOf(principal))),
  )
  api.route({ method: 'get', path: '/people/{id}', summary: 'A person', access: keepers, params: one, answer: personView }, ({ principal, params }) => view(principal, params.id))
  api.route({ method: 'post', path: '/people/{id}/name', summary: 'Give a person another name', access: keepers, params: one, body: newPerson, answer: personView }, async ({ principal, params, body }) => {
    await renamePerson(context, params.id, body.name, actorOf(principal))
    return view(principal, params.id)
  })
  for (const [path, summary, work] of [['links', 'Link a person to a record or file', linkPerson], ['unlink', 'End such a link', unlinkPerson]] as const)
    api.route({ method: 'post', path: `/people/{id}/${path}`, summary, access: keepers, params: one, body: personLink, answer: personView }, async ({ principal, params, body }) => {
      const subject = { kind: body.kind, id: body.subject }
      await seeSubject(context, principal, subject)
      await work(context, params.id, subject, actorOf(principal))
      return view(principal, params.id)
    })
}

/** Null for what is there no more, such as a destroyed record. */
async function titleOf(context: FilePlanContext, principal: Principal, kind: 'record' | 'file', subject: string): Promise<string | null> {
  try {
    return await seeSubject(context, principal, { kind, id: subject })
  } catch (error) {
    if (error instanceof OpisError && error.code === 'not-found') return null
    throw error
  }
}
