import { createPublicKey, randomInt, verify } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { signedText } from '#contract/agent-signature.ts'
import type { Clock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { hashSecret } from './password.ts'
import { agent, agentCode } from './schema.ts'

type Agent = Extract<Principal, { kind: 'agent' }>

const codeLifeMs = 30 * 60_000
/** How far the clock of an agent may be off; nonces are remembered for twice as long. */
const clockToleranceMs = 5 * 60_000
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
    const [row] = await deps.db.select().from(agent).where(and(eq(agent.id, request.agent), eq(agent.active, true)))
    if (!row) return null
    const key = createPublicKey({ key: Buffer.from(row.publicKey, 'base64'), format: 'der', type: 'spki' })
    const text = signedText({ method: request.method, path: request.path, time: request.time, nonce: request.nonce, digest: request.digest })
    if (!verify(null, Buffer.from(text), key, Buffer.from(request.signature, 'base64url'))) return null
    if (seen.size > 100_000) seen = new Map([...seen].filter(([, at]) => nowMs - at < 2 * clockToleranceMs))
    const nonce = `${row.id} ${request.nonce}`
    if (seen.has(nonce)) return null
    seen.set(nonce, nowMs)
    return { kind: 'agent', id: row.id, name: row.name, role: row.role }
  }
}
