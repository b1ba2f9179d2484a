import { and, asc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { inLanguage, type Language } from '#kernel/language.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { unit } from '#server/identity/units/schema.ts'
import { cardFilter, visibleCards } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import type { Register } from '../numbers/allocate.ts'
import { card, correspondent, entry, registerBlock, registerPeriod } from '../schema.ts'

/** One line of a book. `kind` tells how a range or number stands in it. */
export type BookLine =
  | { kind: 'paper'; first: number; last: number }
  | { kind: 'block'; first: number; last: number; place: string }
  | { kind: 'entry'; seq: number; number: string; on: string; correspondent: string; theirs: string; subject: string; sheets: number | null; repeat: boolean; source: 'registered' | 'block' | 'imported'; annulled: { on: string; by: string; reason: string; unused: boolean } | null }

/** A book as it is printed: a period of a register, or a year of it where numbering never begins anew. */
export type Book = {
  body: string
  title: string
  code: string
  period: string
  year: number | null
  test: boolean
  lines: readonly BookLine[]
  totals: { entries: number; annulled: number; repeats: number; imported: number; paper: number; inOpenBlocks: number }
  first: string | null
  last: string | null
  closed: { on: string; by: string } | null
  madeAt: Date
}

/** A book has its binding: a house with more numbers in a period prints it by years. */
const mostLines = 60_000

/** Reads a book as somebody may see it: of a restricted document that he may not see, number and day alone stand there. */
export async function loadBook(context: RegistryContext, register: Register, principal: Principal, of: { period: string; test: boolean; year?: number | undefined; language: Language }): Promise<Book> {
  const { db } = context
  const [counter] = await db.select().from(registerPeriod).where(and(eq(registerPeriod.register, register.id), eq(registerPeriod.period, of.period), eq(registerPeriod.test, of.test)))
  if (!counter) throw refusal('no-such-period', { period: of.period }, `The register ${register.code} has no book ${of.period}.`)
  const entries = await readEntries(context, register, principal, of)
  const ranges = of.year === undefined ? await readRanges(context, register, counter, of.language) : []
  const body = await bodyOf(context, register.unit, of.language)
  const lines = [...ranges, ...entries].sort((one, other) => firstOf(one) - firstOf(other))
  const count = (is: (line: Extract<BookLine, { kind: 'entry' }>) => boolean) => entries.filter(is).length
  const span = (kind: 'paper' | 'block') => ranges.reduce((sum, line) => (line.kind === kind ? sum + line.last - line.first + 1 : sum), 0)
  return {
    ...{ body, title: inLanguage(register.title, of.language), code: register.code, period: of.period, year: of.year ?? null, test: of.test, lines },
    totals: { entries: count(({ repeat }) => !repeat), annulled: count(({ annulled }) => annulled !== null), repeats: count(({ repeat }) => repeat), imported: count(({ source }) => source === 'imported'), paper: span('paper'), inOpenBlocks: span('block') },
    ...{ first: entries[0]?.number ?? null, last: entries.at(-1)?.number ?? null },
    closed: counter.closedAt === null ? null : { on: dayIn(context.timeZone, counter.closedAt), by: counter.closedBy ?? '' },
    madeAt: counter.closedAt ?? context.clock.now(),
  }
}

const firstOf = (line: BookLine): number => (line.kind === 'entry' ? line.seq : line.first)

async function readEntries(context: RegistryContext, register: Register, principal: Principal, of: { period: string; test: boolean; year?: number | undefined }): Promise<Extract<BookLine, { kind: 'entry' }>[]> {
  const inYear = of.year === undefined ? undefined : and(gte(entry.enteredOn, `${of.year}-01-01`), lt(entry.enteredOn, `${of.year + 1}-01-01`))
  const visible = sql<boolean>`(${card.id} is not null and ${visibleCards({ ...cardFilter(principal), everyUnit: true })})`
  const rows = await context.db
    .select({ entry, visible, subject: card.subject, correspondent: correspondent.name, theirNumber: card.theirNumber, theirDate: card.theirDate, sheets: card.sheets })
    .from(entry)
    .leftJoin(card, eq(card.id, entry.card))
    .leftJoin(correspondent, eq(correspondent.id, card.correspondent))
    .where(and(eq(entry.register, register.id), eq(entry.period, of.period), eq(entry.test, of.test), inYear))
    .orderBy(asc(entry.seq), asc(entry.repeat))
    .limit(mostLines + 1)
  if (rows.length > mostLines) throw new OpisError('bad-request', `A book has at most ${mostLines} lines. Print one year of it.`)
  return rows.map((row) => {
    const { seq, repeat, number, enteredOn: on, source, imported, annulledAt, annulledBy, annulReason } = row.entry
    const { theirNumber, theirDate, sheets } = row
    const hidden = { correspondent: '', subject: row.entry.card === null ? '' : '***', theirs: '', sheets: null }
    const onCard = { correspondent: row.correspondent ?? '', subject: row.subject ?? '', theirs: [theirNumber, theirDate].filter((part) => part !== null).join(', '), sheets }
    const shown = imported !== null ? { ...hidden, correspondent: imported['correspondent'] ?? '', subject: imported['subject'] ?? '' } : row.visible ? onCard : hidden
    const annulled = annulledAt === null ? null : { on: dayIn(context.timeZone, annulledAt), by: annulledBy ?? '', reason: annulReason ?? '', unused: row.entry.card === null && source === 'block' }
    return { kind: 'entry', seq, number, on, ...shown, repeat: repeat > 0, source, annulled }
  })
}

/** What is not an entry: the rest of the paper range, and numbers of blocks that wait for their papers, each as runs. */
async function readRanges(context: RegistryContext, register: Register, counter: typeof registerPeriod.$inferSelect, language: Language): Promise<BookLine[]> {
  const place = alias(unit, 'place')
  const blocks = await context.db.select({ block: registerBlock, name: place.name }).from(registerBlock).leftJoin(place, eq(place.code, registerBlock.place)).where(and(eq(registerBlock.register, register.id), eq(registerBlock.period, counter.period), eq(registerBlock.test, counter.test), isNull(registerBlock.reconciledAt)))
  const spans = [...(counter.firstSeq > 1 ? [{ kind: 'paper' as const, first: 1, last: counter.firstSeq - 1, place: '' }] : []), ...blocks.map(({ block, name }) => ({ kind: 'block' as const, first: block.firstSeq, last: block.lastSeq, place: inLanguage(name ?? {}, language) || block.place }))]
  const lines: BookLine[] = []
  for (const { kind, first, last, place: of } of spans) {
    const { rows } = await context.db.execute<{ first: number; last: number }>(
      sql`select min(seq)::int as first, max(seq)::int as last from (
            select s.seq, s.seq - row_number() over (order by s.seq) as run from generate_series(${first}::int, ${last}::int) s(seq)
            where not exists (select 1 from entry e where e.register = ${register.id} and e.period = ${counter.period} and e.test = ${counter.test} and e.seq = s.seq and e.repeat = 0)
          ) free group by run order by 1`,
    )
    for (const run of rows) lines.push(kind === 'paper' ? { kind, ...run } : { kind, ...run, place: of })
  }
  return lines
}

/** The body at the head of the book: the uppermost unit above that of the register. */
export async function bodyOf(context: RegistryContext, code: string, language: Language): Promise<string> {
  const units = await context.db.select().from(unit).where(inArray(unit.code, sql`(with recursive above as (select code, parent from unit where code = ${code} union select u.code, u.parent from unit u join above a on u.code = a.parent) select code from above)`))
  const top = units.find(({ parent }) => parent === null) ?? units[0]
  return top === undefined ? code : inLanguage(top.name, language)
}
