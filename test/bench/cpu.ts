import { readFileSync, readdirSync } from 'node:fs'

/** Clock ticks a second in /proc; 100 on every Linux of today. */
const ticksPerSecond = 100

type Stat = { parent: number; own: number; reaped: number }

/**
 * Processor seconds that a process, all that descend from it, and those of them that have ended used so far.
 * Steadier than the clock on a machine that others use as well.
 */
export function cpuSecondsOfTree(root: number): number {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat !== null) stats.set(Number(name), stat)
  }
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(stats.get(pid)?.parent ?? 0))
  let ticks = 0
  for (const [pid, { own, reaped }] of stats) if (isOurs(pid)) ticks += own + reaped
  return ticks / ticksPerSecond
}

/** The processes that descend from one, as they stand now. */
export function processesBelow(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat !== null) parents.set(Number(name), stat.parent)
  }
  const isBelow = (pid: number): boolean => pid > 1 && (parents.get(pid) === root || isBelow(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(isBelow)
}

/** The fields after the name of the program, which may itself hold spaces and brackets. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number)
    return { parent: fields[1] ?? 0, own: (fields[11] ?? 0) + (fields[12] ?? 0), reaped: (fields[13] ?? 0) + (fields[14] ?? 0) }
  } catch {
    return null
  }
}

/** Clock and processor seconds of `work`, with all it starts; processes it leaves running are not missed. */
export async function measured<T>(work: () => Promise<T>): Promise<{ seconds: number; cpuSeconds: number; result: T }> {
  const [startedMs, startedCpu] = [performance.now(), cpuSecondsOfTree(process.pid)]
  const result = await work()
  return { seconds: (performance.now() - startedMs) / 1000, cpuSeconds: cpuSecondsOfTree(process.pid) - startedCpu, result }
}
