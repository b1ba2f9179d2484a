import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'
import { systemCode } from '../error-text.ts'
import type { Signer } from '../http/sign-request.ts'
import { makeFolder, writeDurably } from '../spool/durable-file.ts'

const storedIdentity = z.object({
  id: z.string().min(1).max(64),
  /** Origin of the server, such as `https://archive.example`. */
  server: z.url(),
  name: z.string(),
  role: z.enum(['station', 'recogniser']),
  /** Private Ed25519 key, PKCS #8 in PEM. */
  privateKey: z.string(),
})
/** Who this agent is to which server. */
export type Identity = Omit<z.output<typeof storedIdentity>, 'privateKey'>

/** Id, server and key lie in one file, so that they are replaced together or not at all. */
const identityFile = 'agent.json'

/**
 * The identity in the agent's data folder with its signing key, or null before enrolment.
 *
 * @throws OpisError `bad-configuration` when the file is there but cannot be used
 */
export async function readIdentity(dataFolder: string): Promise<{ identity: Identity; signer: Signer } | null> {
  const text = await readIfThere(join(dataFolder, identityFile))
  if (text === null) return null
  try {
    const { privateKey, ...identity } = storedIdentity.parse(JSON.parse(text))
    const key = createPrivateKey(privateKey)
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key')
    return { identity, signer: { agent: identity.id, key } }
  } catch (cause) {
    throw new OpisError('bad-configuration', `The identity in ${join(dataFolder, identityFile)} is damaged. Enrol this machine again with a new code.`, { cause })
  }
}

/** Stores who this agent is, readable for the owner only. */
export async function writeIdentity(dataFolder: string, identity: Identity, key: KeyObject): Promise<void> {
  await makeFolder(dataFolder)
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  await writeDurably(join(dataFolder, identityFile), `${JSON.stringify({ ...identity, privateKey }, null, 2)}\n`, 0o600)
}

/** Public half as the contract wants it: SPKI DER in base64. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}
