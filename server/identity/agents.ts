import { createPublicKey, randomInt, verify } from 'node:crypto'
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { AgentView } from '#contract/identity.ts'
import { appendAudit } from '#server/audit/append.ts'
import { signedText } from '#contract/agent-signature.ts'
import type { Clock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { hashSecret } from './password.ts'
import { agent, agentCode } from './schema.ts'
import { touchAfterMs } from './sessions.ts'

type Agent = Extract<Principal, { kind: 'agent' }>

const codeLifeMs = 30 * 60_000
/** How far the clock of an agent may be off; nonces are remembered for twice as long. */
const clockToleranceMs = 5 * 60_000
/** 16 bytes in base64url are 22. */
const nonceCharsMax = 64
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A code that enrols one agent, once, within half an hour. */
export async function issueAgentCode(deps: { db: Db; clock: Clock }, actor: string): Promise<{ code: string; expiresAt: Date }> {
  const code = [0, 1, 2].map(() => Array.from({ length: 4 }, () => codeLetters[randomInt(codeLetters.length)]).join('')).join('-')
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + codeLifeMs)
  await deps.db.transaction(async (tx) => {
    await tx.insert(agentCode).values({ codeHash: hashSecret(code), expiresAt, issuedBy: actor })
    await appendAudit(tx, { actor, action: 'identity.issue-agent-code', object: 'agent-code' }, now)
  })
  return { code, expiresAt }
}

/** Exchanges a code for an agent with its own key. A used, expired or wrong code is refused alike. */
export async function enrolAgent(
  deps: { db: Db; clock: Clock },
  wanted: { code: string; name: string; role: 'station' | 'recogniser'; publicKey: string },
): Promise<{ id: string }> {
  if (!isEd25519(wanted.publicKey)) throw new OpisError('bad-request', 'publicKey: not an Ed25519 public key (SPKI DER in base64).')
  const now = deps.clock.now()
  const id = newId()
  await deps.db.transaction(async (tx) => {
    const spent = await tx
      .update(agentCode)
      .set({ usedAt: now })
      .where(and(eq(agentCode.codeHash, hashSecret(wanted.code.trim().toUpperCase())), isNull(agentCode.usedAt), gt(agentCode.expiresAt, now)))
      .returning({ issuedBy: agentCode.issuedBy })
    if (spent.length === 0) throw new OpisError('forbidden', 'The code is wrong, used or expired. Ask for a new one.')
    await tx.insert(agent).values({ id, name: wanted.name, role: wanted.role, publicKey: wanted.publicKey, enrolledAt: now })
    await appendAudit(tx, { actor: `agent:${id}`, action: 'identity.enrol-agent', object: `agent:${id}`, details: { name: wanted.name, role: wanted.role } }, now)
  })
  return { id }
}

/** Every agent ever enrolled, by name. */
export async function listAgents(db: Db): Promise<AgentView[]> {
  const rows = await db.select().from(agent).orderBy(asc(agent.name), asc(agent.enrolledAt))
  return rows.map(({ id, name, role, active, enrolledAt, lastSeenAt }) => ({ id, name, role, active, enrolledAt: enrolledAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() ?? null }))
}

/** Shuts an agent out or lets it in again. What it sent stays; pages it had leased fall back to the queue. */
export async function updateAgent(deps: { db: Db; clock: Clock }, id: string, change: { active: boolean }, actor: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [row] = await tx.update(agent).set({ active: change.active }).where(eq(agent.id, id)).returning({ name: agent.name })
    if (!row) throw refusal('no-such-agent', {}, 'There is no such station or recogniser.')
    await appendAudit(tx, { actor, action: 'identity.update-agent', object: `agent:${id}`, details: { name: row.name, active: change.active } }, deps.clock.now())
  })
}

function isEd25519(publicKey: string): boolean {
  try {
    return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

export type SignedRequest = { method: string; path: string; agent: string; time: string; nonce: string; digest: string; signature: string }

/**
 * Checks the signature of an agent's request; the digest is of the body, which the reader of the
 * body compares. A nonce counts once; after a restart a replay within the tolerance is possible and
 * harmless, because every agent request may be made twice.
 */
export function createAgentVerifier(deps: { db: Db; clock: Clock }): (request: SignedRequest) => Promise<Agent | null> {
  let seen = new Map<string, number>()
  return async (request) => {
    const nowMs = deps.clock.now().getTime()
    const timeMs = Number(request.time)
    if (!(Math.abs(nowMs - timeMs) <= clockToleranceMs))
      throw new OpisError('unauthenticated', 'The clock of this agent differs from the server by more than five minutes. Set the clock.')
    // Remembered below: a signer must not choose how much.
    if (request.nonce.length > nonceCharsMax) return null
    const [row] = await deps.db.select().from(agent).where(and(eq(agent.id, request.agent), eq(agent.active, true)))
    if (!row) return null
    const key = createPublicKey({ key: Buffer.from(row.publicKey, 'base64'), format: 'der', type: 'spki' })
    const text = signedText({ method: request.method, path: request.path, time: request.time, nonce: request.nonce, digest: request.digest })
    if (!verify(null, Buffer.from(text), key, Buffer.from(request.signature, 'base64url'))) return null
    if (seen.size > 100_000) seen = new Map([...seen].filter(([, at]) => nowMs - at < 2 * clockToleranceMs))
    const nonce = `${row.id} ${request.nonce}`
    if (seen.has(nonce)) throw new OpisError('unauthenticated', 'This signed request was received before and counts once. Sign a new one.')
    seen.set(nonce, nowMs)
    if (nowMs - (row.lastSeenAt?.getTime() ?? 0) > touchAfterMs) await deps.db.update(agent).set({ lastSeenAt: new Date(nowMs) }).where(eq(agent.id, row.id))
    return { kind: 'agent', id: row.id, name: row.name, role: row.role }
  }
}
