import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '#server/demo/add-noise.ts'
import { faultsOf, type Fault } from './faults.ts'
import { differences, outcomeOf, type Outcome } from './outcome.ts'
import { drawPaper, layOut, type Paper } from './pile.ts'
import { openSite, type Site } from './site.ts'

export type DrillOptions = { rounds: number; sheets: number; seed: number; folder: string; log(line: string): void }
export type DrillResult = { rounds: number; faults: string[] }

/** How often the person at the station gives the same command again. */
const attemptsMax = 6
const longestOutageMs = 3000

/**
 * Feeds the same pile again and again, each time with one fault at a random moment, and holds the
 * records against those of an undisturbed run. All randomness comes from the seed.
 */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const { rounds, seed, folder, log } = options
  const random = seededRandom(seed)
  log(`seed ${seed}, ${rounds} rounds of ${options.sheets} sheets`)
  const paper = await drawPaper(join(folder, 'paper'), options.sheets)
  const site = await openSite(join(folder, 'site'))
  const failed: string[] = []
  try {
    const startedMs = performance.now()
    const expected = await oneRound(site, paper, join(folder, 'pile-0'), null)
    const usualMs = performance.now() - startedMs
    log(`undisturbed: ${(usualMs / 1000).toFixed(1)} s, ${expected.records.length} records`)
    let deck: Fault[] = []
    for (let round = 1; round <= rounds; round++) {
      if (deck.length === 0) deck = shuffled(faultsOf(site), random)
      const fault = deck.pop()
      if (fault === undefined) break
      const plan = { fault, afterMs: random() * usualMs, outageMs: random() * longestOutageMs }
      const begunMs = performance.now()
      const found = await oneRound(site, paper, join(folder, `pile-${round}`), plan).catch((error: unknown) => String(error))
      const wrong = typeof found === 'string' ? [found] : differences(expected, found)
      log(`${round}. ${fault.name} after ${(plan.afterMs / 1000).toFixed(1)} s for ${(plan.outageMs / 1000).toFixed(1)} s: ${wrong.length === 0 ? 'equal' : wrong.join('; ')} (${((performance.now() - begunMs) / 1000).toFixed(0)} s)`)
      failed.push(...wrong.map((text) => `round ${round}, ${fault.name}: ${text}`))
    }
  } finally {
    await site.close()
  }
  return { rounds, faults: failed }
}

type Plan = { fault: Fault; afterMs: number; outageMs: number }

async function oneRound(site: Site, paper: Paper, pile: string, plan: Plan | null): Promise<Outcome> {
  await layOut(await site.admin(), paper, pile)
  let scan = site.scan(pile)
  const disturbance = plan === null ? null : disturb(plan, () => scan)
  let ended = await scan.ended
  for (let attempt = 1; ended.code !== 0 && attempt < attemptsMax; attempt++) {
    // The person sees the message, puts right what is wrong and gives the same command again.
    await disturbance
    scan = site.scan(pile)
    ended = await scan.ended
  }
  await disturbance
  // A fault may come when the pile was through already: nobody looks before the parts are back.
  await site.ready()
  if (ended.code !== 0) throw new Error(`the station gave up with ${ended.code}: ${ended.complaints.slice(-600)}`)
  const outcome = await outcomeOf(await site.admin(), ended.output)
  await rm(pile, { recursive: true, force: true })
  return outcome
}

async function disturb({ fault, afterMs, outageMs }: Plan, scan: () => Parameters<Fault['strike']>[0]): Promise<void> {
  await pause(afterMs)
  await fault.strike(scan())
  await pause(outageMs)
  await fault.heal()
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item)
}
