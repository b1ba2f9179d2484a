import type { ReportName, ReportQuery, ReportView } from '#contract/reports.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { namePeople, nameUnits } from '../people.ts'
import type { Reader } from '../reader.ts'
import type { Build, Line } from './build.ts'
import { defaultLiveLimit, type ReportsContext } from './context.ts'
import { discipline, nobody } from './discipline.ts'
import { readFacts } from './facts.ts'
import { holders } from './holders.ts'
import { observance } from './observance.ts'
import { prints } from './prints.ts'
import { chosenUnits, scopeOf } from './scope.ts'
import { openSource } from './source.ts'
import { spanOf } from './span.ts'
import { stages } from './stages.ts'
import { electronic, volume } from './volume.ts'
import { unitsOf } from './units-of.ts'
import { wordingsIn } from './wordings.ts'

const builds: Readonly<Record<ReportName, Build>> = { discipline, volume, observance, stages, electronic, prints, holders }

/**
 * One report as the reader may see it, from one state of the documents. Counts include documents that he may not read:
 * figures that leave some out would not reconcile with the register.
 */
export async function readReport(context: ReportsContext, reader: Reader, report: ReportName, query: ReportQuery): Promise<ReportView> {
  const { db, timeZone, clock } = context
  const now = clock.now()
  const today = dayIn(timeZone, now)
  const span = spanOf(query, today)
  const words = wordingsIn(query.language)
  return db.transaction(
    async (tx) => {
      const scope = await scopeOf(tx, reader)
      const units = chosenUnits(scope, query.unit)
      const facts = await readFacts(tx, { now, today, timeZone }, span)
      const source = await openSource(tx, facts, span, context.liveLimit ?? defaultLiveLimit)
      const { keys, columns, lines, register } = await builds[report]({ tx, facts, span, source, units, query, words })
      const unitName = await nameUnits(tx, lines.flatMap(({ unit }) => unit ?? []))
      const person = await namePeople(tx, lines.map((line) => line.person ?? null))
      const present = ({ level, month, unit, person: name, what, values }: Line) => ({
        ...{ level, month: month ?? null, unit: unit ?? null, unitName: unit === undefined ? null : unitName(unit), what: what ?? null, values },
        person: name === undefined ? null : name === nobody ? { name, displayName: words.nobody } : person(name),
      })
      const asOf = report === 'holders' ? null : source.asOf
      return { report, title: words.title(report), explains: words.explains(report), from: span.from, to: span.to, asOf, keys, columns, rows: lines.map(present), units: await unitsOf(tx, scope), register }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
