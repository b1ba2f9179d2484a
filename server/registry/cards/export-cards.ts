import type { CardRow } from '#contract/card-view.ts'
import { inLanguage, type Language } from '#kernel/language.ts'
import type { Table } from '#platform/spreadsheet/table.ts'

/** Rows that a file takes at most. */
export const mostRows = 50_000

const titles: Record<Language, readonly [name: string, ...columns: string[]]> = {
  en: ['Documents', 'Number', 'Registered', 'Kind', 'Unit', 'Correspondent', 'Their number', 'Their date', 'Subject', 'Due', 'State'],
  ro: ['Documente', 'Număr', 'Înregistrat', 'Tip', 'Subdiviziune', 'Corespondent', 'Numărul lor', 'Data lor', 'Conținut', 'Termen', 'Stare'],
  uk: ['Документи', 'Номер', 'Зареєстровано', 'Вид', 'Підрозділ', 'Кореспондент', 'Їхній номер', 'Їхня дата', 'Зміст', 'Строк', 'Стан'],
  ru: ['Документы', 'Номер', 'Зарегистрирован', 'Вид', 'Подразделение', 'Корреспондент', 'Их номер', 'Их дата', 'Содержание', 'Срок', 'Состояние'],
  ka: ['დოკუმენტები', 'ნომერი', 'რეგისტრირებულია', 'სახე', 'ქვედანაყოფი', 'კორესპონდენტი', 'მათი ნომერი', 'მათი თარიღი', 'შინაარსი', 'ვადა', 'მდგომარეობა'],
}
const states: Record<CardRow['state'], Record<Language, string>> = {
  'registered': { en: 'registered', ro: 'înregistrat', uk: 'зареєстровано', ru: 'зарегистрирован', ka: 'რეგისტრირებული' },
  'in-work': { en: 'in work', ro: 'în lucru', uk: 'у роботі', ru: 'в работе', ka: 'მუშავდება' },
  'executed': { en: 'executed', ro: 'executat', uk: 'виконано', ru: 'исполнен', ka: 'შესრულებული' },
  'filed': { en: 'filed', ro: 'la dosar', uk: 'у справі', ru: 'в деле', ka: 'საქმეში' },
  'annulled': { en: 'annulled', ro: 'anulat', uk: 'анульовано', ru: 'аннулирован', ka: 'გაუქმებული' },
}

/** A list of documents as it goes into a file. `names`: of units and kinds, by code. */
export function cardTable(rows: readonly CardRow[], names: { units: Record<string, Record<string, string>>; kinds: Record<string, Record<string, string>> }, language: Language): Table {
  const [name, ...columns] = titles[language]
  const days = new Set([1, 6, 8])
  const nameOf = (from: Record<string, Record<string, string>>, code: string): string => inLanguage(from[code], language) || code
  return {
    name,
    columns: columns.map((title, at) => ({ title, kind: days.has(at) ? 'date' : 'text' })),
    rows: rows.map((row) => [
      ...[row.number, row.registeredOn, nameOf(names.kinds, row.kind), nameOf(names.units, row.unit), row.correspondent?.name ?? null],
      ...[row.theirNumber, row.theirDate, row.subject, row.dueOn, states[row.state][language]],
    ]),
  }
}
