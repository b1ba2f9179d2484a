import { and, eq, isNull } from 'drizzle-orm'
import type { InboundScope } from '#contract/inbound.ts'
import type { Clock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'
import { hashSecret } from '#server/identity/password.ts'
import { inboundClient, type InboundClient } from './schema.ts'

/** Says who calls by the header `Authorization`, or refuses with `unauthenticated`, `forbidden`, `too-many-requests`. */
export type Admit = (authorization: string | undefined, scope: InboundScope) => Promise<InboundClient>

const minuteMs = 60_000

/** Admits programs by their keys; each has its own limit of requests a minute, counted in this process. */
export function createAdmission(deps: { db: Db; clock: Clock }): Admit {
  const windows = new Map<string, { sinceMs: number; count: number }>()
  return async (authorization, scope) => {
    const key = /^Bearer (opis_in_[\w-]{43})$/.exec(authorization ?? '')?.[1]
    const [client] = key === undefined ? [] : await deps.db.select().from(inboundClient).where(and(eq(inboundClient.keyHash, hashSecret(key)), isNull(inboundClient.revokedAt)))
    if (client === undefined) throw new OpisError('unauthenticated', 'Send the key of the program as Authorization: Bearer opis_in_….')
    const now = deps.clock.now()
    const before = windows.get(client.id)
    const window = before !== undefined && now.getTime() - before.sinceMs < minuteMs ? before : { sinceMs: now.getTime(), count: 0 }
    windows.set(client.id, window)
    window.count += 1
    if (window.count > client.perMinute) throw new OpisError('too-many-requests', `At most ${client.perMinute} requests a minute. Wait a minute.`)
    if (!client.scopes.includes(scope)) throw new OpisError('forbidden', `This program lacks the scope ${scope}. Ask the administrator of the archive.`)
    if (now.getTime() - (client.lastUsedAt?.getTime() ?? 0) > minuteMs) await deps.db.update(inboundClient).set({ lastUsedAt: now }).where(eq(inboundClient.id, client.id))
    return client
  }
}
