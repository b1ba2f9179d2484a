import type { Language } from '#kernel/language.ts'

/** Titles of the columns of printed lists, one word each wherever the language has one. */
export const columnTitles = {
  act: { en: 'Act', uk: 'Акт', ru: 'Акт', ro: 'Act', ka: 'აქტი' },
  action: { en: 'Action', uk: 'Дія', ru: 'Действие', ro: 'Acțiune', ka: 'ქმედება' },
  article: { en: 'Article', uk: 'Стаття', ru: 'Статья', ro: 'Articol', ka: 'მუხლი' },
  box: { en: 'Box', uk: 'Короб', ru: 'Короб', ro: 'Cutie', ka: 'ყუთი' },
  class: { en: 'Class', uk: 'Клас', ru: 'Класс', ro: 'Clasă', ka: 'კლასი' },
  dateFirst: { en: 'First date', uk: 'Перша дата', ru: 'Первая дата', ro: 'Prima dată', ka: 'პირველი თარიღი' },
  dateLast: { en: 'Last date', uk: 'Остання дата', ru: 'Последняя дата', ro: 'Ultima dată', ka: 'ბოლო თარიღი' },
  eligibleOn: { en: 'Eligible on', uk: 'Можна внести з', ru: 'Можно внести с', ro: 'Eligibil din', ka: 'შესაძლებელია' },
  file: { en: 'File', uk: 'Справа', ru: 'Дело', ro: 'Dosar', ka: 'საქმე' },
  fonds: { en: 'Fonds', uk: 'Фонд', ru: 'Фонд', ro: 'Fond', ka: 'ფონდი' },
  id: { en: 'Identifier', uk: 'Ідентифікатор', ru: 'Идентификатор', ro: 'Identificator', ka: 'იდენტიფიკატორი' },
  kind: { en: 'Kind', uk: 'Вид', ru: 'Вид', ro: 'Fel', ka: 'სახე' },
  line: { en: 'No.', uk: '№', ru: '№', ro: 'Nr.', ka: '№' },
  marks: { en: 'Marks', uk: 'Позначки', ru: 'Отметки', ro: 'Mențiuni', ka: 'ნიშნები' },
  number: { en: 'Number', uk: 'Номер', ru: 'Номер', ro: 'Număr', ka: 'ნომერი' },
  reason: { en: 'Reason', uk: 'Причина', ru: 'Причина', ro: 'Motiv', ka: 'მიზეზი' },
  reviewOn: { en: 'Review on', uk: 'Перегляд', ru: 'Пересмотр', ro: 'Revizuire', ka: 'გადახედვა' },
  rule: { en: 'Rule', uk: 'Правило', ru: 'Правило', ro: 'Regulă', ka: 'წესი' },
  schedule: { en: 'Schedule', uk: 'Перелік', ru: 'Перечень', ro: 'Nomenclator', ka: 'ნუსხა' },
  sheets: { en: 'Sheets', uk: 'Аркушів', ru: 'Листов', ro: 'File', ka: 'ფურცლები' },
  shelf: { en: 'Shelf', uk: 'Полиця', ru: 'Полка', ro: 'Raft', ka: 'თარო' },
  state: { en: 'State', uk: 'Стан', ru: 'Состояние', ro: 'Stare', ka: 'მდგომარეობა' },
  title: { en: 'Title', uk: 'Заголовок', ru: 'Заголовок', ro: 'Titlu', ka: 'სათაური' },
  until: { en: 'Until', uk: 'До', ru: 'До', ro: 'Până la', ka: 'ვადა' },
  version: { en: 'Version', uk: 'Редакція', ru: 'Редакция', ro: 'Versiune', ka: 'ვერსია' },
  volumes: { en: 'Volumes', uk: 'Томів', ru: 'Томов', ro: 'Volume', ka: 'ტომები' },
} as const satisfies Record<string, Record<Language, string>>

export type ColumnKey = keyof typeof columnTitles
