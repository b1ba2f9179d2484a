import { and, asc, eq, gt, max } from 'drizzle-orm'
import { expect } from 'vitest'
import { z } from 'zod'
import { auditEvent } from '#server/audit/schema.ts'
import type { CallOptions, Caller, TestUser } from '#test/support/caller.ts'
import type { RunningServer } from '#test/support/run-server.ts'
import type { Traces } from './traces.ts'

/** What an answer shows of what was made or changed. */
const answered = z.looseObject({ id: z.string().optional(), version: z.number().optional() })
export type Answered = z.output<typeof answered>

export type WatchedChanges = {
  /**
   * Makes the change of a route as somebody; it must succeed and leave the entry that the table names, or none where it
   * names none. `values` fill the braces of the path; `query` begins with a question mark.
   */
  change(by: { name: string; byToken: Caller }, route: string, values?: Readonly<Record<string, string>>, options?: CallOptions & { query?: string }): Promise<Answered>
  /** Routes of the table that nobody has called yet. */
  untried(): string[]
}

export function watchChanges(server: RunningServer, traces: Traces): WatchedChanges {
  const { db } = server.parts.database
  const tried = new Set<string>()
  return {
    async change(by, route, values = {}, { query = '', ...options } = {}) {
      const [method = '', path = ''] = route.split(' ')
      const [last] = await db.select({ seq: max(auditEvent.seq) }).from(auditEvent)
      const answer = await by.byToken.send(method, path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '')) + query, options)
      const said = answer.bytes.toString('utf8')
      expect([route, answer.status < 300 ? 'done' : said]).toEqual([route, 'done'])
      const left = await db.select({ action: auditEvent.action }).from(auditEvent).where(and(gt(auditEvent.seq, last?.seq ?? 0), eq(auditEvent.actor, `user:${by.name}`))).orderBy(asc(auditEvent.seq))
      const wanted = traces[route]
      const actions = left.map(({ action }) => action)
      if (wanted === null) expect([route, actions]).toEqual([route, []])
      else expect([route, ...actions]).toContain(wanted)
      tried.add(route)
      return answer.headers.get('content-type')?.startsWith('application/json') ? answered.parse(JSON.parse(said)) : {}
    },
    untried: () => Object.keys(traces).filter((route) => !tried.has(route)),
  }
}

/** Whoever may read the data folder, as a person among the others. */
export const localAdministrator = ({ admin }: RunningServer): Pick<TestUser, 'name' | 'byToken'> => ({ name: 'local', byToken: admin })
