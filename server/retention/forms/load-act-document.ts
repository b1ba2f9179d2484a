import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { inLanguage, type Language } from '#kernel/language.ts'
import type { Db } from '#platform/database.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { body, fonds } from '#server/file-plan/schema.ts'
import { readAct, type Act } from '../acts/lock-act.ts'
import { findVersion } from '../acts/requirements.ts'
import { actApproval, actLine, commission, commissionMember, preconditionMet, sitting, type LineState } from '../acts/schema.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import type { ActDocument, ActDocumentLine, FormApproval, FormInventories, FormMember } from './act-document.ts'
import type { FormsContext } from './context.ts'
import { termText } from './term-text.ts'

const states: Record<Act['state'], ActDocument['state']> = { draft: 'draft', examined: 'draft', rejected: 'draft', withdrawn: 'draft', approved: 'approved', executing: 'approved', executed: 'done', 'executed-in-part': 'done', filed: 'done' }
const lineStates: Record<LineState, ActDocumentLine['state']> = { proposed: 'listed', agreed: 'listed', executing: 'listed', destroyed: 'done', transferred: 'done', 'paper-pending': 'paper-pending', void: 'void', kept: 'kept' }

/** Gathers what the form of an act says, in one language. Errors: `no-such-act`. */
export async function loadActDocument(context: FormsContext, id: string, language: Language): Promise<ActDocument> {
  const { db } = context.records
  const found = await readAct(db, id)
  const lines = await loadLines(context, id, language, states[found.state] === 'done')
  const approvals = await db.select().from(actApproval).where(eq(actApproval.act, id)).orderBy(asc(actApproval.approvedAt), asc(actApproval.role))
  const day = (at: Date) => formatCivilDate(civilDateAt(at.getTime(), context.timeZone))
  return {
    kind: found.kind,
    ...(await ownerOf(context, found.fonds, language)),
    ...{ number: found.number, date: found.drawnOn, place: null, title: found.title },
    basis: basisOf(context, found.schedule, language),
    lines,
    inventories: await inventoriesOf(db, found.fonds, lines),
    preparedBy: found.drawnBy,
    sitting: await lastSitting(db, id),
    approvals: approvals.map(({ role, userName, document, approvedAt }): FormApproval => ({ role, name: userName, document, date: day(approvedAt) })),
    state: states[found.state],
    executedOn: found.executedAt === null ? null : day(found.executedAt),
    madeAt: found.executedAt ?? approvals.at(-1)?.approvedAt ?? found.drawnAt,
  }
}

/** The body whose papers they are and its fonds. */
export async function ownerOf(context: FormsContext, number: string, language: Language): Promise<Pick<ActDocument, 'body' | 'fonds'>> {
  const [owner] = await context.records.db.select({ title: fonds.title, name: body.name }).from(fonds).innerJoin(body, eq(body.code, fonds.body)).where(eq(fonds.number, number))
  return { body: inLanguage(owner?.name, language) || context.archiveName, fonds: { number, title: inLanguage(owner?.title, language) } }
}

/** Title and imprint of the list of terms. */
function basisOf(context: FormsContext, schedule: string | null, language: Language): ActDocument['basis'] {
  const form = context.scheduleForms().findLast((one) => one.schedule === schedule)
  if (form === undefined) return null
  const { act: authority, number, date } = form.authority
  return { title: inLanguage(form.title, language) || form.schedule, imprint: `${authority}, ${number}, ${date.split('-').toReversed().join('.')}` }
}

/**
 * Once an act is executed its form is kept for good: a title that may name people is given as the group that the papers
 * belonged to, as the stub keeps none.
 */
async function loadLines(context: FormsContext, id: string, language: Language, isKept: boolean): Promise<ActDocumentLine[]> {
  const known = await context.records.db
    .select({ row: actLine, personal: fileClass.personal, group: fileClass.title })
    .from(actLine)
    .leftJoin(fileClass, eq(fileClass.code, actLine.class))
    .where(eq(actLine.act, id))
    .orderBy(asc(actLine.line))
  return known.map(({ row, personal, group }): ActDocumentLine => {
    const title = isKept && personal !== false ? inLanguage(group, language) || (row.class ?? '—') : row.title
    const rule = findVersion(context.schedules(), row.schedule, row.version)?.rules.find((one) => one.id === row.rule)
    const term = [rule === undefined ? null : termText(rule.retain, language), ...row.marks].filter((part) => part !== null).join(' ')
    return {
      ...{ number: row.line, title, dateFirst: row.dateFirst, dateLast: row.dateLast, inventory: null, index: row.fileNumber, files: row.volumes, sheets: row.sheets },
      ...{ term: term === '' ? null : term, article: row.cite ?? row.rule, remark: null, state: lineStates[row.state], reason: row.reason, reasonOf: row.reasonOf },
    }
  })
}

const kinds: Readonly<Record<string, FormInventories['kind']>> = { 'permanent-inventories-approved': 'permanent', 'personnel-inventories-agreed': 'personnel' }

/** Approved inventories of the years of the act, with the papers that say so. */
async function inventoriesOf(db: Db, fondsNumber: string, lines: readonly ActDocumentLine[]): Promise<FormInventories[]> {
  const years = lines.flatMap(({ dateFirst, dateLast }) => [dateFirst, dateLast]).map((date) => Number(date?.slice(0, 4) ?? NaN)).filter((year) => year > 0)
  if (years.length === 0) return []
  const [from, to] = [Math.min(...years), Math.max(...years)]
  const met = await db.select().from(preconditionMet).where(and(eq(preconditionMet.fonds, fondsNumber), inArray(preconditionMet.what, Object.keys(kinds)))).orderBy(asc(preconditionMet.what), asc(preconditionMet.year))
  const within = Map.groupBy(met.filter(({ year }) => year >= from && year <= to), ({ what }) => what)
  return [...within].map(([what, rows]) => ({ kind: kinds[what] ?? 'permanent', years: rows.map(({ year }) => year), documents: [...new Set(rows.map(({ document }) => document))] }))
}

async function lastSitting(db: Db, id: string): Promise<ActDocument['sitting']> {
  const [last] = await db
    .select({ id: sitting.id, commission: commission.title, of: sitting.commission, protocol: sitting.protocol, heldOn: sitting.heldOn, present: sitting.present })
    .from(sitting)
    .innerJoin(commission, eq(commission.id, sitting.commission))
    .where(and(eq(sitting.act, id), isNotNull(sitting.closedAt)))
    .orderBy(desc(sitting.closedAt))
    .limit(1)
  return last === undefined ? null : { commission: last.commission, protocol: last.protocol, heldOn: last.heldOn, members: await membersAt(db, last.of, last.heldOn, last.present) }
}

/** The members on the day of a sitting, the chair first. */
export async function membersAt(db: Db, id: string, day: string, present: readonly string[]): Promise<FormMember[]> {
  const rows = await db
    .select({ name: commissionMember.userName, chair: commissionMember.chair })
    .from(commissionMember)
    .where(and(eq(commissionMember.commission, id), lte(commissionMember.since, day), or(isNull(commissionMember.until), gt(commissionMember.until, day))))
    .orderBy(desc(commissionMember.chair), asc(commissionMember.userName))
  return rows.map(({ name, chair }) => ({ name, chair, present: present.includes(name) }))
}
