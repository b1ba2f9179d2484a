import { randomBytes, randomUUID } from 'node:crypto'

/** Of the newest identifier: its millisecond and its place in it. */
let newest = { ms: 0, place: 0 }
const lastPlace = 0xfff

/**
 * A new identifier, UUID version 7 (RFC 9562): sorts by the time it was made, so that index pages of the database stay
 * warm, and what one process makes in one millisecond sorts as it was made (section 6.2, method 1): files of one letter stay in their order.
 */
export function newId(nowMs: number = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, '0')
  const random = randomUUID().replaceAll('-', '')
  // The first place lies in the lower half, so that two thousand can follow; behind the last one chance decides.
  const place = nowMs === newest.ms ? Math.min(newest.place + 1, lastPlace) : parseInt(random.slice(13, 16), 16) >> 1
  newest = { ms: nowMs, place }
  return `${time.slice(0, 8)}-${time.slice(8)}-7${place.toString(16).padStart(3, '0')}-${random.slice(16, 20)}-${random.slice(20)}`
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
