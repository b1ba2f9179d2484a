import { commands } from './commands/all.ts'
import { compareCards } from './compare/cards.ts'
import { compareRegisters } from './compare/registers.ts'
import { compareReports } from './compare/reports.ts'
import { compareOverdue, compareTasks } from './compare/tasks.ts'
import { isWeekend, plusDays } from './days.ts'
import { openHouse } from './house.ts'
import { isOverdue, must } from './model.ts'
import { night } from './night.ts'
import { randomFrom } from './random.ts'
import { newTown } from './town.ts'
import type { Command, World } from './world.ts'

/** `days`: working days; weekends come besides. The same seed plays the same days. */
export type Wanted = { databaseUrl: string; days: number; seed: number; actsPerDay: number; tell?: (line: string) => void }
/** What happened, for the one who looks. */
export type Played = { workingDays: number; from: string; to: string; cards: number; tasks: number; told: number; mostOverdue: number; acts: Record<string, number> }

/** The Thursday before a New Year that is followed by a leap day. */
const firstDay = '2027-12-30'
/** On this day the clock is put right by three days, over the New Year. */
const setBackOn = '2028-01-03'
const shownActs = 25
const toldEvery = 25
/** Every so many days each list of everybody is read, and the product's own check of the registers runs. */
const thoroughEvery = 10

/**
 * Plays random working days of a town hall against the model and compares both each evening. Throws at the first
 * difference, with the seed and what was done before it.
 */
export async function simulate(wanted: Wanted): Promise<Played> {
  const { databaseUrl, seed, days, actsPerDay, tell = () => undefined } = wanted
  const model = newTown(firstDay)
  const house = await openHouse(databaseUrl, model)
  const world: World = { house, model, random: randomFrom(seed) }
  const done: string[] = []
  const acts: Record<string, number> = {}
  let [worked, mostOverdue, setBack] = [0, 0, false]
  try {
    while (worked < days) {
      await night(world)
      if (!isWeekend(model.today)) worked += 1
      await playDay(world, isWeekend(model.today) ? 1 : actsPerDay, (act, what) => {
        acts[act] = (acts[act] ?? 0) + 1
        done.push(`${model.today} ${act}: ${what}`)
        if (done.length > shownActs) done.shift()
      })
      await compare(world, isWeekend(model.today) ? 'stock' : worked % thoroughEvery === 0 || worked === days ? 'all' : 'lists')
      const overdue = [...model.tasks.values()].filter((task) => isOverdue(task, model.today)).length
      mostOverdue = Math.max(mostOverdue, overdue)
      if (worked % toldEvery === 0 && !isWeekend(model.today)) tell(`${model.today}: ${worked} working days, ${model.cards.size} documents, ${model.tasks.size} tasks, ${overdue} overdue`)
      const back = !setBack && model.today === setBackOn
      setBack ||= back
      turnTo(world, plusDays(model.today, back ? -3 : 1))
    }
    return { workingDays: worked, from: firstDay, to: plusDays(model.today, -1), cards: model.cards.size, tasks: model.tasks.size, told: model.told.size, mostOverdue, acts }
  } catch (error) {
    throw new Error([`seed ${seed}, ${model.today}, day ${worked}: ${error instanceof Error ? error.message : String(error)}`, 'before it:', ...done].join('\n'), { cause: error })
  } finally {
    await house.close()
  }
}

/** Half past midnight or half past one in the town, summer and winter. */
function turnTo({ house, model }: World, day: string): void {
  model.today = day
  house.clock.set(`${plusDays(day, -1)}T22:30:00Z`)
}

async function playDay(world: World, most: number, note: (act: string, what: string) => void): Promise<void> {
  const { house, model, random } = world
  house.clock.set(`${model.today}T06:00:00Z`)
  const today = random.int(Math.ceil(most / 2), most)
  for (let act = 0; act < today; act += 1) {
    // The last one is late in the evening, before midnight in the town and long before it in Greenwich.
    if (act === today - 1) house.clock.set(`${model.today}T20:40:00Z`)
    house.clock.forward(random.int(1, 600))
    const command = choose(world)
    try {
      const what = await command.run(world)
      if (what !== null) note(command.name, what)
    } catch (error) {
      throw new Error(`${command.name}: ${wordsOf(error)}`, { cause: error })
    }
  }
}

/** What went wrong; of a statement that the database refused, what the database said. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? wordsOf(error.cause) : error.message
}

const sum = commands.reduce((total, { weight }) => total + weight, 0)

function choose({ random }: World): Command {
  let left = random.int(1, sum)
  return must(commands.find(({ weight }) => (left -= weight) <= 0), 'command')
}

/** `stock`: what there is; `lists`: what people are shown of it too; `all`: to everybody, and since the first day. */
async function compare(world: World, what: 'stock' | 'lists' | 'all'): Promise<void> {
  await compareRegisters(world, what === 'all')
  await compareCards(world)
  await compareTasks(world)
  if (what === 'stock') return
  await compareOverdue(world, what === 'all')
  await compareReports(world, what === 'all')
}
