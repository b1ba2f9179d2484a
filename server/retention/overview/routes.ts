import { z } from 'zod'
import { answersList, answersQuery, retentionCalendar, retentionOverview, type AnswersList } from '#contract/retention-overview.ts'
import type { Language } from '#kernel/language.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import type { Table } from '#platform/spreadsheet/table.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { asFile, listTable, mostRows } from '../lists/list-table.ts'
import { listAnswers } from './list-answers.ts'
import { readCalendar, readOverview } from './read-overview.ts'
import { todayOf } from '../today.ts'

const watchers = { roles: ['administrator', 'archivist', 'records-manager', 'head'] } as const
const ahead = z.object({ years: z.coerce.number().int().min(1).max(50).default(10), ...asFile })

/** Dashboard and calendar of retention. */
export function overviewRoutes(api: Api, context: RetentionContext): void {
  const { db } = context.records
  const today = () => formatCivilDate(todayOf(context))
  api.route({ method: 'get', path: '/retention/overview', summary: 'Where retention stands', access: watchers, answer: retentionOverview }, () => readOverview(db, today()))
  api.route({ method: 'get', path: '/retention/calendar', summary: 'What falls due in the months ahead; with ?format= as a file', access: watchers, query: ahead, answer: retentionCalendar, binaryAnswer: tableMediaTypes }, async ({ query }) => {
    const calendar = await readCalendar(db, today(), query.years)
    return query.format === undefined ? calendar : tableAnswer(calendarTable(calendar.months, query.language), query.format)
  })
  api.route({ method: 'get', path: '/retention/answers', summary: 'Records and files in one state; with ?format= as a file', access: watchers, query: answersQuery.extend(asFile), answer: answersList, binaryAnswer: tableMediaTypes }, async ({ query }) =>
    query.format === undefined ? listAnswers(db, query, query.language) : tableAnswer(answersTable(query.state, (await listAnswers(db, { ...query, limit: mostRows, offset: 0 }, query.language)).items, query.language), query.format),
  )
}

const titles: Record<Language, readonly [name: string, month: string, ofClass: string, action: string, count: string]> = {
  en: ['Retention calendar', 'Month', 'Class', 'At the end', 'Count'],
  ro: ['Calendarul păstrării', 'Luna', 'Clasa', 'La sfârșit', 'Număr'],
  uk: ['Календар строків', 'Місяць', 'Клас', 'Наприкінці', 'Кількість'],
  ru: ['Календарь сроков', 'Месяц', 'Класс', 'По окончании', 'Количество'],
  ka: ['შენახვის კალენდარი', 'თვე', 'კლასი', 'ბოლოს', 'რაოდენობა'],
}

function calendarTable(months: readonly { month: string; class: string | null; action: string; count: number }[], spoken: Language): Table {
  const [name, month, ofClass, action, counted] = titles[spoken]
  return {
    name,
    columns: [{ title: month, kind: 'text' }, { title: ofClass, kind: 'text' }, { title: action, kind: 'text' }, { title: counted, kind: 'number' }],
    rows: months.map((row) => [row.month, row.class, row.action, row.count]),
  }
}

function answersTable(state: string, items: AnswersList['items'], spoken: Language): Table {
  return listTable(
    state,
    [
      ['title', 'text', ({ title }) => title],
      ['class', 'text', (item) => item.class],
      ['file', 'text', ({ fileNumber }) => fileNumber],
      ['eligibleOn', 'date', ({ eligibleOn }) => eligibleOn],
      ['rule', 'text', ({ rule }) => rule],
      ['reason', 'text', ({ sentence }) => sentence],
      ['kind', 'text', ({ kind }) => kind],
      ['id', 'text', ({ id }) => id],
    ],
    items,
    spoken,
  )
}
