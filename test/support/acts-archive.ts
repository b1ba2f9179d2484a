import { eq } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { addFact } from '#server/file-plan/facts.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { userAccount } from '#server/identity/schema.ts'
import { approveAct, type Approver } from '#server/retention/acts/approve.ts'
import { closeSitting } from '#server/retention/acts/close-sitting.ts'
import { addCommission } from '#server/retention/acts/commissions.ts'
import type { ActsContext } from '#server/retention/acts/context.ts'
import { drawUpAct } from '#server/retention/acts/draw-up.ts'
import { castVote, openSitting } from '#server/retention/acts/sitting.ts'
import { actLine } from '#server/retention/acts/schema.ts'
import { listLines, viewAct } from '#server/retention/acts/view-act.ts'
import { compile, type CompiledSchedule } from '#server/retention/engine/compile.ts'
import type { HoldsContext } from '#server/retention/holds/context.ts'
import { loadSchedule } from '#server/retention/schedule/load.ts'
import { retentionArchive } from './retention-archive.ts'

const versionText = (version: string, from: string, letters: string, replaces: string) => `
schedule: town
version: "${version}"
title: {en: "Town"}
jurisdiction: "none"
authority: {act: "Test", number: "1", date: "2000-01-01"}
effective: {from: "${from}"}
${replaces}
defaults: {time_zone: Europe/Chisinau, count_from: event-date, year_start: "01-01", unit: record}
marks:
  EPK: {approvals: [{role: expert-commission, quorum: 3, document: protocol}, {role: archive-expert-commission, document: protocol, when: {org.archive_source: true}}]}
approvals:
  destroy: [{role: expert-commission, quorum: 3, document: protocol}, {role: head-of-body, document: act}]
preconditions: [permanent-inventories-approved]
rules:
  - {id: "letters", cite: "art. 4", title: {en: "Letters"}, classes: ["letters"], retain: {for: ${letters}, from: record.date}, at_end: destroy, source: {status: local}}
  - {id: "cases", cite: "art. 7", title: {en: "Cases"}, classes: ["cases"], unit: file, retain: {for: P3Y, from: record.date}, at_end: review, mark: EPK, source: {status: local}}
  - {id: "notes", cite: "art. 9", title: {en: "Notes"}, classes: ["notes"], retain: {for: P1Y, from: record.date}, at_end: destroy, source: {status: memory}}
  - {id: "decisions", cite: "art. 6", title: {en: "Decisions"}, classes: ["decisions"], retain: {for: permanent}, at_end: keep, source: {status: local}}
`

export const town = {
  v1: versionText('v1', '2000-01-01', 'P3Y', ''),
  /** Letters are kept thirty years, from 2026-06-05 on, whatever was answered before. */
  v2: versionText('v2', '2026-06-05', 'P30Y', 'replaces: {version: "v1", transition: all-undisposed, basis: "order 2"}'),
}

export function compileTexts(...texts: string[]): readonly CompiledSchedule[] {
  return compile(
    texts.map((text) => {
      const loaded = loadSchedule(text)
      if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
      return loaded.schedule.version
    }),
  )
}

const person = (name: string, ...roles: string[]): Approver => ({ name, actor: `user:${name}`, roles })
export const people = { proposer: person('pavlo', 'records-manager'), manager: person('maria', 'records-manager'), head: person('hanna', 'head'), other: person('hryts', 'head'), chair: person('ceslav', 'commission-member'), ion: person('ion', 'commission-member'), ana: person('ana', 'commission-member') }
const members = [people.chair, people.ion, people.ana]

/** Acts over a database of their own: people, a commission of three, schedules that a test may change. */
export async function actsArchive(day = '2026-06-01') {
  const archive = await retentionArchive(day)
  let schedules = compileTexts(town.v1)
  const context: ActsContext & HoldsContext = { ...archive.context, schedules: () => schedules, waitingDays: 7 }
  const { db } = archive
  await db.insert(userAccount).values(Object.values(people).map(({ name, roles }) => ({ id: newId(), name, passwordHash: '-', roles: [...roles], units: [] })))
  const [panel] = await addCommission(context, { title: 'Expert commission', quorum: 2, members: members.map(({ name }, index) => ({ name, chair: index === 0 })) }, people.manager)
  const commission = panel?.id ?? ''
  const view = (act: string) => viewAct(context, act)
  return {
    ...archive,
    context,
    commission,
    view,
    lines: async (act: string) => (await listLines(context, act, { after: 0, limit: 500, seesHolds: true })).lines,
    putInForce: (...texts: string[]) => (schedules = compileTexts(...texts)),
    wholeFile: async (number: string, dates: readonly string[], code = 'cases') => {
      const id = await archive.openFile(code, number)
      for (const date of dates) await archive.capture({ class: code, date, file: id, indexed: false })
      return id
    },
    knowOfBody: (name: string, value: boolean) => db.transaction((tx) => addFact(tx, { kind: 'body', id: 'house' }, { name, value }, 'user:test', new Date())),
    propose: async (...subjects: { kind: 'record' | 'file'; id: string }[]) => (await drawUpAct(context, { title: 'Letters of 2020', subjects, scanOnly: false }, people.proposer)).id,
    /** A sitting in which each member agrees to every line but those that `singled` says. */
    sit: async (act: string, singled: Record<string, { vote: 'keep' | 'extend' | 'agree'; until?: string }> = {}) => {
      await openSitting(context, act, { commission, present: members.map(({ name }) => name) }, people.manager)
      const sitting = (await view(act)).sittings.at(-1)?.id ?? ''
      for (const member of members) {
        await castVote(context, sitting, { vote: 'agree' }, member)
        for (const [line, how] of Object.entries(singled)) await castVote(context, sitting, { ...how, lines: [line] }, member)
      }
      await closeSitting(context, sitting, people.chair)
    },
    approve: async (act: string, by: Approver = people.head, role = 'head-of-body', document?: string) => approveAct(context, act, { role, document, listHash: (await view(act)).listHash }, by),
    lineOf: async (act: string, subject: string) => {
      const found = (await listLines(context, act, { after: 0, limit: 500, seesHolds: true })).lines.find((line) => line.subject === subject)
      if (found === undefined) throw new Error(`${subject} is not on the act`)
      return found
    },
    reclass: (id: string, title: string) => db.update(fileClass).set({ fonds: title }).where(eq(fileClass.code, id)),
    rowOf: async (id: string) => (await db.select().from(actLine).where(eq(actLine.id, id)))[0],
  }
}
export type ActsArchive = Awaited<ReturnType<typeof actsArchive>>
