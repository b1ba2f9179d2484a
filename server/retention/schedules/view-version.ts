import { desc, eq, ne } from 'drizzle-orm'
import type { RuleView, ScheduleList, VersionSummary, VersionView } from '#contract/schedules.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { lintWarnings } from '../schedule/lint-warnings.ts'
import type { ScheduleForm } from '../schedule/schedule-form.ts'
import { checkText } from './check-version.ts'
import type { SchedulesContext } from './context.ts'
import { differences } from './difference.ts'
import { findVersion, type VersionRow } from './find-version.ts'
import { loadCached } from './load-cached.ts'
import { listConfirmations, needsConfirmation, type Confirmation } from './rule-confirmation.ts'
import { sayInAll, sayRule } from './say-rule.ts'
import { scheduleVersion } from './schema.ts'

/** Every schedule with its versions, newest day first; withdrawn ones are left out. */
export async function listSchedules(context: SchedulesContext): Promise<ScheduleList> {
  const rows = await context.db.select().from(scheduleVersion).where(ne(scheduleVersion.state, 'withdrawn')).orderBy(scheduleVersion.schedule, desc(scheduleVersion.effectiveFrom), desc(scheduleVersion.createdAt))
  const confirmed = await listConfirmations(context.db)
  const schedules = [...Map.groupBy(rows, ({ schedule }) => schedule)].map(([schedule, versions]) => {
    const form = versions.map(({ yaml }) => formOf(yaml)).find((each) => each !== null)
    return { schedule, title: form?.title ?? {}, jurisdiction: form?.jurisdiction ?? '', versions: versions.map((row) => summarise(context, row, versions, confirmed)) }
  })
  return { schedules, problems: context.live.problems().map(({ file, message }) => ({ file, message })) }
}

/** One version with everything that a screen shows of it. @throws OpisError `not-found` */
export async function viewVersion(context: SchedulesContext, id: string): Promise<VersionView> {
  const row = await findVersion(context.db, id)
  const siblings = await context.db.select().from(scheduleVersion).where(eq(scheduleVersion.schedule, row.schedule))
  const confirmed = await listConfirmations(context.db)
  const checked = checkText(row.yaml, context.live.versions(), row.id)
  const form = checked.schedule?.form ?? null
  const follows = predecessor(row, siblings, form)
  const before = follows === null ? null : formOf(follows.yaml)
  const text = (at: Date | null): string | null => at?.toISOString() ?? null
  return {
    ...summarise(context, row, siblings, confirmed),
    ...{ yaml: row.yaml, sha256: row.sha256, file: row.file, value: checked.value, faultList: [...checked.faults], warnings: form === null ? [] : [...lintWarnings(row.yaml, form)] },
    ruleList: form === null ? [] : ruleViews(form, confirmed),
    differences: form === null || before === null ? null : [...differences(before, form)],
    follows: follows?.version ?? null,
    simulation: row.simulation,
    simulated: row.simulation?.sha256 === row.sha256,
    ...{ proposedAt: text(row.proposedAt), approvedAt: text(row.approvedAt), approvalNote: row.approvalNote },
  }
}

function summarise(context: SchedulesContext, row: VersionRow, siblings: readonly VersionRow[], confirmed: readonly Confirmation[]): VersionSummary {
  const checked = checkText(row.yaml, context.live.versions(), row.id)
  const rules = checked.schedule === null ? [] : ruleViews(checked.schedule.form, confirmed)
  const { id, schedule, version, origin, state, effectiveFrom, basis, author, proposedBy, approvedBy } = row
  return {
    ...{ id, schedule, version, origin, state, effectiveFrom, basis, author, proposedBy, approvedBy },
    standing: standingOf(row, siblings, formatCivilDate(civilDateAt(context.clock.now().getTime(), context.retention.timeZone))),
    rules: countRules(checked.value),
    unconfirmed: rules.filter((rule) => rule.needsConfirmation && rule.confirmation === null).length,
    faults: checked.faults.length,
    changedAt: row.changedAt.toISOString(),
  }
}

function countRules(value: unknown): number {
  const rules: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'rules') : []
  return Array.isArray(rules) ? rules.length : 0
}

function standingOf(row: VersionRow, siblings: readonly VersionRow[], today: string): VersionSummary['standing'] {
  if (row.state !== 'approved') return null
  const from = row.effectiveFrom ?? ''
  if (from > today) return 'announced'
  const until = formOf(row.yaml)?.effective.until
  if (until !== undefined && until < today) return 'ended'
  return siblings.some((each) => each.state === 'approved' && (each.effectiveFrom ?? '') > from && (each.effectiveFrom ?? '') <= today) ? 'superseded' : 'in-force'
}

/** The version that it says it replaces; otherwise the one in force before it. */
function predecessor(row: VersionRow, siblings: readonly VersionRow[], form: ScheduleForm | null): VersionRow | null {
  const others = siblings.filter((each) => each.id !== row.id && each.state !== 'withdrawn')
  const named = others.find((each) => each.version === form?.replaces?.version)
  const earlier = others.filter((each) => each.state === 'approved' && (each.effectiveFrom ?? '') < (row.effectiveFrom ?? '')).toSorted((a, b) => ((a.effectiveFrom ?? '') < (b.effectiveFrom ?? '') ? 1 : -1))
  return named ?? earlier[0] ?? null
}

function ruleViews(form: ScheduleForm, confirmed: readonly Confirmation[]): RuleView[] {
  return form.rules.map((rule) => {
    const source = rule.source?.status ?? 'local'
    const found = confirmed.find((each) => each.schedule === form.schedule && each.version === form.version && each.rule === rule.id)
    return {
      ...{ id: rule.id, cite: rule.cite ?? '', title: typeof rule.title === 'string' ? { en: rule.title } : (rule.title ?? {}), classes: rule.classes ?? [], source },
      said: sayInAll((words) => sayRule(rule, form.defaults, words)),
      needsConfirmation: needsConfirmation(source),
      confirmation: found === undefined ? null : { by: found.confirmedBy, at: found.confirmedAt.toISOString(), note: found.note, document: found.document },
    }
  })
}

function formOf(yaml: string): ScheduleForm | null {
  const { result } = loadCached(yaml)
  return result.kind === 'schedule' ? result.schedule.form : null
}
