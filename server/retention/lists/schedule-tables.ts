import type { RuleView, ScheduleList, VersionView } from '#contract/schedules.ts'
import { inLanguage, type Language } from '#kernel/language.ts'
import type { Table } from '#platform/spreadsheet/table.ts'
import { listTable } from './list-table.ts'

/** The schedules of the house, a row each version. */
export function schedulesTable({ schedules }: Pick<ScheduleList, 'schedules'>, language: Language): Table {
  return listTable(
    'schedules',
    [
      ['schedule', 'text', ({ schedule }) => schedule],
      ['title', 'text', ({ title }) => inLanguage(title, language)],
      ['version', 'text', ({ version }) => version],
      ['state', 'text', ({ standing, state }) => standing ?? state],
      ['from', 'date', ({ effectiveFrom }) => effectiveFrom],
      ['rules', 'number', ({ rules }) => rules],
      ['unconfirmed', 'number', ({ unconfirmed }) => unconfirmed],
      ['authority', 'text', ({ basis }) => basis],
      ['by', 'text', ({ author }) => author],
      ['id', 'text', ({ id }) => id],
    ],
    schedules.flatMap(({ title, versions }) => versions.map((version) => ({ ...version, title }))),
    language,
  )
}

/** The rules of one version as its screen says them, with who compared each with the act. */
export function rulesTable({ schedule, version, ruleList }: Pick<VersionView, 'schedule' | 'version' | 'ruleList'>, language: Language): Table {
  return listTable<RuleView>(
    `${schedule}-${version}`,
    [
      ['rule', 'text', ({ id }) => id],
      ['article', 'text', ({ cite }) => cite],
      ['title', 'text', ({ title }) => inLanguage(title, language)],
      ['class', 'text', ({ classes }) => classes.join(', ')],
      ['term', 'text', ({ said }) => inLanguage(said, language)],
      ['source', 'text', ({ source }) => source],
      ['confirmedBy', 'text', ({ confirmation }) => confirmation?.by],
    ],
    ruleList,
    language,
  )
}
