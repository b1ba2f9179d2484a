import { sql } from 'drizzle-orm'
import { checkRegister } from '#server/registry/registers/check-register.ts'
import { findRegister } from '#server/registry/registers/find-register.ts'
import { same, type World } from '../world.ts'

type Row = { register: string; period: string; place: string; number: string; card: string | null; annulled: boolean }

/**
 * Every book of every register: the entries are those of the model, and together with the blocks that are out they are
 * every number from the first to the counter, each once.
 */
export async function compareRegisters({ house, model }: World, thorough: boolean): Promise<void> {
  const { rows } = await house.db.execute<Row>(sql`select r.code as register, e.period, e.seq || '/' || e.repeat as place, e.number, e.card, e.annulled_at is not null as annulled from entry e join register r on r.id = e.register`)
  const { rows: counters } = await house.db.execute<{ register: string; period: string; first: number; next: number }>(sql`select r.code as register, p.period, p.first_seq as first, p.next_seq as next from register_period p join register r on r.id = p.register`)
  const written = Map.groupBy(rows, ({ register, period }) => `${register} ${period}`)
  for (const register of model.registers.values()) {
    for (const [period, book] of register.books) {
      const name = `${register.code} ${period}`
      const entries = written.get(name) ?? []
      written.delete(name)
      const counter = counters.find((one) => one.register === register.code && one.period === period)
      if (book.next > book.first) same([counter?.first, counter?.next], [book.first, book.next], `counter of ${name}`)
      same(entries.length, book.entries.size, `entries of ${name}`)
      for (const { place, number, card, annulled } of entries) {
        const wanted = book.entries.get(place)
        same([number, card, annulled], [wanted?.number, wanted?.card, wanted?.annulled], `${name}, ${place}`)
      }
      const there = new Set(entries.filter(({ place }) => place.endsWith('/0')).map(({ place }) => Number(place.slice(0, -2))))
      const lent = model.blocks.filter((block) => block.register === register.code && block.period === period && !block.reconciled)
      for (let seq = book.first; seq < book.next; seq += 1) if (!there.has(seq) && !lent.some(({ first, last }) => first <= seq && seq <= last)) throw new Error(`${name} has a gap at ${seq}`)
    }
    if (!thorough) continue
    const check = await checkRegister(house.db, await findRegister(house.db, register.code))
    same(check.periods.flatMap(({ faults }) => faults), [], `check of ${register.code}`)
  }
  same([...written.keys()], [], 'books that the model does not have')
}
