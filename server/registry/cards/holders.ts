import type { HolderView } from '#contract/card-view.ts'

/** Event of a card by which it passes to a unit or a person; whoever hands a document on writes it with `noteCard`. */
export const handedTo = 'handed-to'
/** Event by which the paper passes, with the same details and its place. */
export const paperHandedTo = 'paper-handed'
/** Details of both: at least one of the two. */
export type HandedTo = { unit?: string; person?: string }

type HeldEvent = { at: Date; event: string; details: Record<string, unknown> }
type Holder = { unit: string | null; person: string | null }
const dayMs = 86_400_000

/**
 * Who held a document since when, in order, the present holder last: the first is the unit that registered it, each
 * `handed-to` begins the next, handing to the same one again begins nothing. `until` of the last is null unless the
 * document was closed. `events` in order of time.
 */
export function holdersOf(first: Holder & { since: Date }, events: readonly HeldEvent[], end: { now: Date; closedAt: Date | null }, event: string = handedTo): HolderView[] {
  const holds: (Holder & { since: Date })[] = [first]
  for (const one of events) {
    if (one.event !== event) continue
    const next = { unit: textOf(one.details['unit']), person: textOf(one.details['person']) }
    const last = holds.at(-1)
    if (last?.unit !== next.unit || last.person !== next.person) holds.push({ ...next, since: one.at })
  }
  return holds.map(({ unit, person, since }, at) => {
    const until = holds[at + 1]?.since ?? end.closedAt
    return { unit, person, since: since.toISOString(), until: until?.toISOString() ?? null, days: Math.max(0, Math.floor(((until ?? end.now).getTime() - since.getTime()) / dayMs)) }
  })
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
