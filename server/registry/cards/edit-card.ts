import type { CardChange } from '#contract/card-view.ts'
import { numberKey } from '#kernel/number-key.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { appendAudit } from '#server/audit/append.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { RegistryContext } from '../context.ts'
import { standingCorrespondent } from '../correspondents/standing-correspondent.ts'
import type { Card } from '../schema.ts'
import { countTerm } from '../terms/count-term.ts'
import { readCalendar, termInForce } from '../terms/read-terms.ts'
import { changesBetween } from './changes-between.ts'
import { refuseChange } from './may-change.ts'
import { noteCard } from './note-card.ts'
import { changeCard } from './register-card.ts'
import { cardFilter, seeCard } from './visible-cards.ts'

const placeOfPaper = new Set(['paper', 'paperUnit', 'paperPlace'])

/**
 * Changes what a clerk wrote on a card; history and audit keep old and new, a new place of the paper is an event of its
 * own. Number and day stay. Refuses with `card-changed-meanwhile`, `card-of-another-unit`, `card-closed`.
 */
export async function editCard(context: RegistryContext, principal: Principal, id: string, form: CardChange): Promise<void> {
  await context.db.transaction(async (tx) => {
    const found = await seeCard(tx, cardFilter(principal), id)
    refuseChange(principal, found)
    const { version, ...said } = form
    const next = { ...said, ...(said.correspondent == null ? {} : { correspondent: await standingCorrespondent(tx, said.correspondent) }), ...(await dueAgain(tx, found, said.receivedOn)) }
    const changes = changesBetween(found, next)
    if (Object.keys(changes).length === 0) return
    const theirNumber = said.theirNumber === undefined ? {} : { theirNumberKey: said.theirNumber === null ? null : numberKey(said.theirNumber) }
    // Whoever restricts a card must not lose it himself.
    const people = said.restricted === true && principal.kind === 'user' && !found.people.includes(principal.name) ? { people: [...found.people, principal.name] } : {}
    await changeCard(tx, id, version, { ...definite(next), ...theirNumber, ...people })
    const by = { actor: actorOf(principal), now: context.clock.now() }
    const places = Object.fromEntries(Object.entries(changes).filter(([name]) => placeOfPaper.has(name)))
    const others = Object.fromEntries(Object.entries(changes).filter(([name]) => !placeOfPaper.has(name)))
    if (Object.keys(others).length > 0) await noteCard(tx, id, { event: 'changed', details: { changes: others } }, by)
    if (Object.keys(places).length > 0) await noteCard(tx, id, { event: 'paper-moved', details: { changes: places } }, by)
    await appendAudit(tx, { actor: by.actor, action: 'registry.change-card', object: `card:${id}`, details: { changes } }, by.now)
    if ('dueOn' in changes) await context.outbox.announce(tx, 'card.deadline-changed', id)
  })
  context.outbox.wake()
}

/** A deadline that counts from the day of receipt follows it, unless it was extended. */
async function dueAgain(tx: Tx, of: Card, receivedOn: string | undefined): Promise<{ termBaseOn?: string; dueOn?: string }> {
  if (receivedOn === undefined || receivedOn === of.receivedOn || of.term === null || of.extended) return {}
  const rule = await termInForce(tx, of.term, of.registeredOn)
  if (rule.from !== 'received') return {}
  const due = countTerm(receivedOn, rule.term, await readCalendar(tx, rule.calendar), rule.roll)
  return { termBaseOn: receivedOn, dueOn: due.on }
}

/** Without what was not said. */
function definite<T extends object>(said: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
