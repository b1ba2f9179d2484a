/** Minutes to wait after the first, second … failed try of a mail or a call; after the last it is given up. */
const waitsMinutes = [1, 5, 30, 120, 360, 720, 1440] as const

/** When to try again after so many failed tries; null: not any more. */
export function nextTry(attempts: number, now: Date): Date | null {
  const wait = waitsMinutes[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait * 60_000)
}
