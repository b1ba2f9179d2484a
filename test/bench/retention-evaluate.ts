import { compile } from '#server/retention/engine/compile.ts'
import { evaluate } from '#server/retention/engine/evaluate.ts'
import { fromEpochDay } from '#kernel/civil-date.ts'
import { benchFacts, benchSchedule, type Spread } from './retention-records.ts'

/**
 * `node test/bench/retention-evaluate.ts RECORDS realistic|worst`: evaluates so many records one after another on one core, making
 * each from its number, and prints one line: time on the clock, time of the processor, the most memory the process ever held.
 */
function benchEvaluate(records: number, spread: Spread): string {
  const schedules = compile([benchSchedule(spread)])
  const today = fromEpochDay(20_600)
  const states = new Map<string, number>()
  const begun = performance.now()
  const used = process.cpuUsage()
  for (let number = 0; number < records; number += 1) {
    const { state } = evaluate({ schedules, facts: benchFacts(number), today })
    states.set(state, (states.get(state) ?? 0) + 1)
  }
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(used)
  const most = process.resourceUsage().maxRSS / 1024
  const counts = [...states].map(([state, count]) => `${count} ${state}`).sort().join(', ')
  return `retention: ${records} records × 300 rules, ${spread}: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of one core (target 30), at most ${Math.round(most)} MB (target 500); ${counts}`
}

console.log(benchEvaluate(Number(process.argv[2] ?? '100000'), process.argv[3] === 'worst' ? 'worst' : 'realistic'))
