import type { Column, Table } from '#platform/spreadsheet/table.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import type { FilePlanContext } from './context.ts'
import { listFiles, type FileQuery } from './list-files.ts'

const pageSize = 500
/** Most rows of the list as a file. */
const mostRows = 100_000

const columns: readonly Column[] = (['class', 'number', 'title', 'state', 'opened_on', 'closed_on', 'volumes', 'records', 'id'] as const).map((title) => ({ title, kind: title === 'volumes' || title === 'records' ? 'number' : title.endsWith('_on') ? 'date' : 'text' }))

/** All files of a query that somebody may see, as a table; read page by page. */
export async function filesTable(context: FilePlanContext, filter: RecordFilter, query: FileQuery): Promise<Table> {
  const rows: Table['rows'][number][] = []
  let after: string | undefined
  do {
    const page = await listFiles(context, filter, { ...query, limit: pageSize, after })
    rows.push(...page.map((one) => [one.class, one.number, one.title, one.state, one.openedOn, one.closedOn, one.volumes, one.records, one.id]))
    after = page.length < pageSize ? undefined : page.at(-1)?.id
  } while (after !== undefined && rows.length < mostRows)
  return { name: 'files', columns, rows }
}
