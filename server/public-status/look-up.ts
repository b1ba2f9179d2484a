import type pg from 'pg'
import { z } from 'zod'
import { publicDocument, type PublicDocument } from '#contract/public-status.ts'
import { numberKey } from '#kernel/number-key.ts'
import { readCheckValue } from '#server/registry/cards/check-value.ts'

/** A question as the database understands it: everything that people write differently is already the same. */
export type Question = { key: string; check: string; code: string }

const documents = z.array(publicDocument)

/** Folds what somebody typed. Signs that nobody sees go first: control characters and marks of direction. */
export function readQuestion(typed: { number: string; check: string }): Question {
  const seen = (text: string) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()
  const code = seen(typed.check).normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
  return { key: numberKey(seen(typed.number)), check: readCheckValue(seen(typed.check)), code }
}

/** Asks the database, always with one and the same prepared query, whatever the question is. */
export async function lookUp(pool: Pick<pg.Pool, 'query'>, { key, check, code }: Question): Promise<PublicDocument[]> {
  const { rows } = await pool.query<{ answer: unknown }>({ name: 'look-up', text: 'select public_status.look_up($1, $2, $3) as answer', values: [key, check, code] })
  return documents.parse(rows[0]?.answer ?? [])
}
