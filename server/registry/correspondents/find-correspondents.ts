import { sql, type SQL } from 'drizzle-orm'
import type { CorrespondentBrief } from '#contract/correspondents.ts'
import { tokenise } from '#kernel/fold.ts'
import type { Db, Tx } from '#platform/database.ts'
import { plainCode } from './code.ts'
import { nameKey, wordKey } from './name-key.ts'

export type FoundCorrespondent = CorrespondentBrief & { address: string }

/** Of so many that fit, the likest are chosen; with more of them people type on. */
const candidates = 500
/** Share of common trigrams from which two keys may be a slip of the same name. */
const likely = 0.45

const columns = sql`id, kind, name, code, address`

/**
 * Correspondents while somebody types: by code from its beginning, by the beginnings of the words of the name in any
 * script, then by names that are nearly so. Merged ones are not there.
 */
export async function findCorrespondents(db: Db | Tx, typed: string, limit: number): Promise<FoundCorrespondent[]> {
  const words = tokenise(typed).map(({ token }) => token)
  const code = plainCode(typed)
  if (words.length === 0) return take(db, sql`select ${columns} from correspondent where merged_into is null order by created_at desc, id desc limit ${limit}`)
  const found = /^\p{L}{0,3}\d{3,}$/u.test(code) ? await take(db, sql`select ${columns} from correspondent where merged_into is null and code like ${`${code}%`} order by code using ~<~ limit ${limit}`) : []
  const key = nameKey(typed)
  const begins: SQL[] = words.map((word) => sql`' ' || name_key like ${`% ${literal(wordKey(word))}%`}`)
  const contains: SQL[] = words.map((word) => sql`name_key like ${`%${literal(wordKey(word))}%`}`)
  const written: SQL[] = words.map((word) => sql`name ilike ${`%${literal(word)}%`}`)
  const byBeginning = sql`select ${columns}, name_key from correspondent where merged_into is null and ((${sql.join(contains, sql` and `)} and ${sql.join(begins, sql` and `)}) or (${sql.join(written, sql` and `)})) limit ${candidates}`
  found.push(...(await take(db, sql`select ${columns} from (${byBeginning}) fits order by similarity(name_key, ${key}) desc, name, id limit ${limit}`)))
  if (found.length < limit && key.length > 4) found.push(...(await nearlyNamed(db, key, limit)))
  return [...new Map(found.map((one) => [one.id, one])).values()].slice(0, limit)
}

/** Those whose name is nearly the one of this key, the likest first. */
export function nearlyNamed(db: Db | Tx, key: string, limit: number, from: number = likely): Promise<FoundCorrespondent[]> {
  return take(db, sql`select ${columns} from (select ${columns}, similarity(name_key, ${key}) as likeness from correspondent where merged_into is null and name_key % ${key} limit ${candidates}) fits where likeness >= ${from} order by likeness desc, name, id limit ${limit}`)
}

async function take(db: Db | Tx, statement: SQL): Promise<FoundCorrespondent[]> {
  return (await db.execute<FoundCorrespondent>(statement)).rows
}

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')
