import { generateKeyPairSync } from 'node:crypto'
import { stationEnrolled } from '#contract/identity.ts'
import { OpisError } from '#kernel/errors.ts'
import { createExchange } from '../http/exchange.ts'
import { readJson } from '../http/read-answer.ts'
import { parseServerAddress } from '../http/server-address.ts'
import { publicKeyOf, writeIdentity, type Identity } from './identity.ts'

export type Enrolment = {
  /** Address of the server, as people write it. */
  server: string
  /** One-time code made on the server. */
  code: string
  /** How people call this machine. */
  name: string
  role: 'station' | 'recogniser'
  dataFolder: string
}

/**
 * Makes this machine known to the server: its key is made here and never leaves, the one-time code
 * pays for the public half. Enrolling again gives a new identity with a new key.
 *
 * @throws OpisError with the server's refusal, `unreachable`, or what `parseServerAddress` throws
 */
export async function enrol(enrolment: Enrolment): Promise<Identity> {
  const server = parseServerAddress(enrolment.server)
  const { privateKey } = generateKeyPairSync('ed25519')
  const { code, name, role } = enrolment
  const exchange = createExchange()
  try {
    const body = Buffer.from(JSON.stringify({ code, name, role, publicKey: publicKeyOf(privateKey) }), 'utf8')
    const answer = await exchange.send({
      url: new URL('/api/stations', server),
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, application/problem+json' },
      body: { kind: 'bytes', bytes: body },
      idleTimeoutMs: 30_000,
      totalTimeoutMs: 30_000,
      answerBytes: 100_000,
    })
    const outcome = readJson(answer, stationEnrolled)
    if (!outcome.ok) throw new OpisError(outcome.code, outcome.detail)
    const identity: Identity = { id: outcome.value.id, server: server.origin, name, role }
    await writeIdentity(enrolment.dataFolder, identity, privateKey)
    return identity
  } finally {
    exchange.close()
  }
}
