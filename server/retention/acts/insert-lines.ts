import { getTableColumns, sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import type { ProposedLine } from './judge-proposed.ts'
import { actLine } from './schema.ts'

const pieceSize = 2000

/** Writes proposed lines behind the line `after` of an act. As JSON: ten thousand rows of parameters take five seconds to put together. */
export async function insertLines(tx: Tx, { act, after, proposedBy }: { act: string; after: number; proposedBy: string }, lines: readonly ProposedLine[]): Promise<void> {
  const names = getTableColumns(actLine)
  const rows = lines.map(({ fonds: _fonds, ...line }, index) => ({ ...line, id: newId(), act, line: after + index + 1, proposedBy, state: 'proposed' }))
  const [first] = rows
  if (first === undefined) return
  const keys = Object.keys(first).filter((key): key is keyof typeof first => Object.hasOwn(names, key))
  const columns = sql.join(keys.map((key) => sql.identifier(names[key].name)), sql`, `)
  for (let start = 0; start < rows.length; start += pieceSize) {
    const json = JSON.stringify(rows.slice(start, start + pieceSize).map((row) => Object.fromEntries(keys.map((key) => [names[key].name, row[key]]))))
    await tx.execute(sql`insert into act_line (${columns}) select ${columns} from jsonb_populate_recordset(null::act_line, ${json}::jsonb)`)
  }
}
