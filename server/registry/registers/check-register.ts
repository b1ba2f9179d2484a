import { asc, eq, sql, type SQL } from 'drizzle-orm'
import type { PeriodCheck, RegisterCheck, RegisterFault } from '#contract/register-views.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Register } from '../numbers/allocate.ts'
import { registerPeriod } from '../schema.ts'

type Counter = typeof registerPeriod.$inferSelect
type Counts = { entries: number; repeats: number; annulled: number; imported: number; paper: number; blocks: number; disordered: number }

/** Shown of the numbers that a fault concerns. */
const shown = 20

/**
 * Proves that the entries of a register, the range of its paper book and its open blocks together are every number up to
 * the counter, each once; says what is wrong where they are not.
 */
export async function checkRegister(db: Db, register: Register): Promise<RegisterCheck> {
  const counters = await db.select().from(registerPeriod).where(eq(registerPeriod.register, register.id)).orderBy(asc(registerPeriod.period), asc(registerPeriod.test))
  const periods: PeriodCheck[] = []
  for (const counter of counters) periods.push(await checkPeriod(db, counter))
  const { rows } = await db.execute<{ period: string; count: number; first: number[] }>(
    sql`select e.period, count(*)::int as count, (array_agg(e.seq order by e.seq))[1:${sql.raw(String(shown))}] as first from entry e
        where e.register = ${register.id} and not exists (select 1 from register_period p where p.register = e.register and p.period = e.period and p.test = e.test) group by e.period`,
  )
  const stray = rows.map(({ period, count, first }): PeriodCheck => ({ period, test: false, paper: 0, entries: count, repeats: 0, annulled: 0, imported: 0, inOpenBlocks: 0, notInOrder: 0, faults: [{ kind: 'beyond-counter', period, count, first }] }))
  const all = [...periods, ...stray]
  return { register: register.code, sound: all.every(({ faults }) => faults.length === 0), periods: all }
}

/** The same for one period. */
export async function checkPeriod(db: Db | Tx, counter: Counter): Promise<PeriodCheck> {
  const { period, test, firstSeq } = counter
  const counts = await countEntries(db, counter)
  const faults: RegisterFault[] = []
  for (const [kind, numbers] of faultQueries(counter)) {
    const { rows } = await db.execute<{ count: number; first: number[] | null }>(sql`select count(*)::int as count, (array_agg(seq order by seq))[1:${sql.raw(String(shown))}] as first from (${numbers}) found`)
    const found = rows[0]
    if (found !== undefined && found.count > 0) faults.push({ kind, period, count: found.count, first: found.first ?? [] })
  }
  return { period, test, paper: firstSeq - 1 - counts.paper, entries: counts.entries, repeats: counts.repeats, annulled: counts.annulled, imported: counts.imported, inOpenBlocks: counts.blocks, notInOrder: counts.disordered, faults }
}

const own = ({ register, period, test }: Counter, of: string): SQL => sql`${sql.raw(of)}.register = ${register} and ${sql.raw(of)}.period = ${period} and ${sql.raw(of)}.test = ${test}`
const openBlock = (counter: Counter, seq: SQL): SQL => sql`exists (select 1 from register_block b where ${own(counter, 'b')} and b.reconciled_at is null and ${seq} between b.first_seq and b.last_seq)`
const anyBlock = (counter: Counter): SQL => sql`exists (select 1 from register_block b where ${own(counter, 'b')} and e.seq between b.first_seq and b.last_seq)`
const written = (counter: Counter): SQL => sql`exists (select 1 from entry e where ${own(counter, 'e')} and e.seq = s.seq and e.repeat = 0)`

async function countEntries(db: Db | Tx, counter: Counter): Promise<Counts> {
  const { rows } = await db.execute<Counts>(
    sql`select count(*) filter (where repeat = 0)::int as entries, count(*) filter (where repeat > 0)::int as repeats, count(*) filter (where annulled_at is not null)::int as annulled,
          count(*) filter (where source = 'imported')::int as imported, count(*) filter (where repeat = 0 and seq < ${counter.firstSeq})::int as paper, count(*) filter (where source = 'registered' and repeat = 0 and entered_on < before)::int as disordered,
          (select count(*)::int from register_block b cross join lateral generate_series(b.first_seq, b.last_seq) s(seq) where ${own(counter, 'b')} and b.reconciled_at is null and not ${written(counter)}) as blocks
        from (select e.*, lag(e.entered_on) over (partition by e.source, e.repeat order by e.seq) as before from entry e where ${own(counter, 'e')}) entries`,
  )
  return rows[0] ?? { entries: 0, repeats: 0, annulled: 0, imported: 0, paper: 0, blocks: 0, disordered: 0 }
}

/** Each gives the numbers that have the fault. */
function faultQueries(counter: Counter): readonly (readonly [RegisterFault['kind'], SQL])[] {
  const { firstSeq, nextSeq } = counter
  const entries = (condition: SQL) => sql`select e.seq from entry e where ${own(counter, 'e')} and ${condition}`
  return [
    ['missing', sql`select s.seq from generate_series(${firstSeq}::int, ${nextSeq}::int - 1) s(seq) where not ${written(counter)} and not ${openBlock(counter, sql`s.seq`)}`],
    ['beyond-counter', entries(sql`e.seq >= ${nextSeq}`)],
    ['in-paper-range', entries(sql`(e.seq < ${firstSeq}) <> (e.source = 'imported')`)],
    ['without-card', entries(sql`e.card is null and e.annulled_at is null and e.source <> 'imported'`)],
    ['outside-block', entries(sql`e.repeat = 0 and (e.source = 'block') <> ${anyBlock(counter)}`)],
    ['blocks-overlap', sql`select b.first_seq as seq from register_block b where ${own(counter, 'b')} and (b.first_seq < ${firstSeq} or b.last_seq >= ${nextSeq} or exists (select 1 from register_block o where ${own(counter, 'o')} and o.id <> b.id and o.first_seq <= b.last_seq and b.first_seq <= o.last_seq))`],
    ['repeat-gap', sql`select e.seq from entry e where ${own(counter, 'e')} and e.seq >= ${firstSeq} group by e.seq having max(e.repeat) + 1 <> count(*)`],
    ['double', sql`select e.seq from entry e where ${own(counter, 'e')} group by e.seq, e.repeat having count(*) > 1`],
    ['same-number', sql`select min(e.seq) as seq from entry e where ${own(counter, 'e')} and e.source <> 'imported' group by e.number having count(*) > 1`],
  ]
}
