import type { Card } from '#server/registry/schema.ts'
import type { Reader } from '../reader.ts'

/**
 * In whose name somebody may write a resolution on a card: the head of the house, the head of a unit that has the card,
 * and for each of them, while absent, the deputy. His own name comes first.
 */
export function authorsOn(reader: Reader, card: Pick<Card, 'units'>): string[] {
  const leading = new Set([...reader.leads].filter(([unit]) => card.units.includes(unit)).map(([, head]) => head))
  const own = reader.roles.includes('head') || leading.has(reader.name) ? [reader.name] : []
  const absent = reader.absent.filter(({ name, roles }) => roles.includes('head') || leading.has(name)).map(({ name }) => name)
  return [...own, ...absent]
}

/** Who puts points of a decision on control: who keeps control, registers, or leads. */
const pointMakers = ['controller', 'clerk', 'head', 'administrator']

export const mayAddPoints = (reader: Pick<Reader, 'roles'>): boolean => reader.roles.some((role) => pointMakers.includes(role))
