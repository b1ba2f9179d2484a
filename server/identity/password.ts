import { createHash, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 64 MiB, 3 passes (OWASP asks for at least 19 MiB, 2). The parameters lie in the hash itself. */
const parameters = { memoryCost: 65_536, timeCost: 3, parallelism: 1 }

/** Hashes at most two at once: each takes 64 MiB and a core for a while. */
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters))
}

/** Takes as long for an account that does not exist (`stored` null) as for one that does. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const known = stored ?? (await decoy())
  const matches = await inTurn(() => verify(known, password))
  return matches && stored !== null
}

let decoyHash: Promise<string> | undefined
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('an account that does not exist')
  return decoyHash
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password for once, in groups that people can read to each other; about 79 bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** What is stored of a session, token or code: its SHA-256. The secrets are random, so no salt is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
