import { randomBytes, randomUUID } from 'node:crypto'

/**
 * A new identifier, UUID version 7 (RFC 9562): sorts by the time it was made, so that index pages
 * of the database stay warm.
 */
export function newId(nowMs: number = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, '0')
  const random = randomUUID().replaceAll('-', '')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(13, 16)}-${random.slice(16, 20)}-${random.slice(20)}`
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether the text has the form of an identifier made by `newId`. */
export function isId(text: string): boolean {
  return idPattern.test(text)
}

/** A secret of 32 random bytes in base64url: sessions, tokens. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
