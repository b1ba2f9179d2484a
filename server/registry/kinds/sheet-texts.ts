import type { RouteStep } from '#contract/kinds.ts'
import type { Flow } from '#contract/registers.ts'
import type { Language } from '#kernel/language.ts'
import type { Span } from '../terms/term-rule.ts'

type Texts = {
  title: string
  asOf: (day: string) => string
  columns: readonly [kind: string, flow: string, route: string, deadline: string, file: string]
  none: string
  steps: Record<RouteStep['step'], string>
  parallel: string
  serial: string
  flows: Record<Flow, string>
  units: Record<Span['unit'], string>
  days: string
  page: (page: number, pages: number) => string
  agreed: string
  signature: string
}

/** What the sheet of kinds says, by language. */
export const sheetTexts: Readonly<Record<Language, Texts>> = {
  en: {
    ...{ title: 'Kinds of document, their routes and deadlines', asOf: (day) => `As of ${day}`, none: 'none', parallel: 'at once', serial: 'one after the other', days: 'working days' },
    ...{ columns: ['Kind of document', 'Flow', 'Route', 'Deadline', 'Class of the file plan'], page: (page, pages) => `Page ${page} of ${pages}`, agreed: 'Agreed', signature: 'Position, name, signature, date' },
    steps: { registry: 'registry', head: 'head', unit: 'unit', executor: 'executor', reply: 'reply', visa: 'visas', approval: 'approval', sending: 'sending', file: 'file' },
    flows: { incoming: 'incoming', outgoing: 'outgoing', internal: 'internal', appeals: 'appeals', contracts: 'contracts', decisions: 'decisions', orders: 'orders' },
    units: { 'day': 'days', 'working-day': 'working days', 'month': 'months', 'hour': 'hours' },
  },
  ro: {
    ...{ title: 'Tipurile de documente, traseele și termenele lor', asOf: (day) => `La data de ${day}`, none: 'fără', parallel: 'simultan', serial: 'pe rând', days: 'zile lucrătoare' },
    ...{ columns: ['Tipul documentului', 'Fluxul', 'Traseul', 'Termenul', 'Clasa nomenclatorului'], page: (page, pages) => `Pagina ${page} din ${pages}`, agreed: 'Coordonat', signature: 'Funcția, numele, semnătura, data' },
    steps: { registry: 'registratura', head: 'conducătorul', unit: 'subdiviziunea', executor: 'executorul', reply: 'răspunsul', visa: 'avizarea', approval: 'aprobarea', sending: 'expedierea', file: 'dosarul' },
    flows: { incoming: 'de intrare', outgoing: 'de ieșire', internal: 'interne', appeals: 'petiții', contracts: 'contracte', decisions: 'decizii', orders: 'dispoziții' },
    units: { 'day': 'zile', 'working-day': 'zile lucrătoare', 'month': 'luni', 'hour': 'ore' },
  },
  uk: {
    ...{ title: 'Види документів, їхні маршрути та строки', asOf: (day) => `Станом на ${day}`, none: 'немає', parallel: 'одночасно', serial: 'послідовно', days: 'робочих днів' },
    ...{ columns: ['Вид документа', 'Потік', 'Маршрут', 'Строк', 'Клас номенклатури'], page: (page, pages) => `Сторінка ${page} з ${pages}`, agreed: 'Погоджено', signature: 'Посада, ім’я, підпис, дата' },
    steps: { registry: 'канцелярія', head: 'керівник', unit: 'підрозділ', executor: 'виконавець', reply: 'відповідь', visa: 'погодження', approval: 'підписання', sending: 'надсилання', file: 'справа' },
    flows: { incoming: 'вхідні', outgoing: 'вихідні', internal: 'внутрішні', appeals: 'звернення', contracts: 'договори', decisions: 'рішення', orders: 'розпорядження' },
    units: { 'day': 'днів', 'working-day': 'робочих днів', 'month': 'місяців', 'hour': 'годин' },
  },
  ru: {
    ...{ title: 'Виды документов, их маршруты и сроки', asOf: (day) => `По состоянию на ${day}`, none: 'нет', parallel: 'одновременно', serial: 'по очереди', days: 'рабочих дней' },
    ...{ columns: ['Вид документа', 'Поток', 'Маршрут', 'Срок', 'Класс номенклатуры'], page: (page, pages) => `Страница ${page} из ${pages}`, agreed: 'Согласовано', signature: 'Должность, имя, подпись, дата' },
    steps: { registry: 'канцелярия', head: 'руководитель', unit: 'подразделение', executor: 'исполнитель', reply: 'ответ', visa: 'согласование', approval: 'подписание', sending: 'отправка', file: 'дело' },
    flows: { incoming: 'входящие', outgoing: 'исходящие', internal: 'внутренние', appeals: 'обращения', contracts: 'договоры', decisions: 'решения', orders: 'распоряжения' },
    units: { 'day': 'дней', 'working-day': 'рабочих дней', 'month': 'месяцев', 'hour': 'часов' },
  },
  ka: {
    ...{ title: 'დოკუმენტის სახეები, მათი მარშრუტები და ვადები', asOf: (day) => `მდგომარეობა: ${day}`, none: 'არ არის', parallel: 'ერთდროულად', serial: 'რიგრიგობით', days: 'სამუშაო დღე' },
    ...{ columns: ['დოკუმენტის სახე', 'ნაკადი', 'მარშრუტი', 'ვადა', 'ნომენკლატურის კლასი'], page: (page, pages) => `გვერდი ${page} / ${pages}`, agreed: 'შეთანხმებულია', signature: 'თანამდებობა, სახელი, ხელმოწერა, თარიღი' },
    steps: { registry: 'კანცელარია', head: 'ხელმძღვანელი', unit: 'ქვედანაყოფი', executor: 'შემსრულებელი', reply: 'პასუხი', visa: 'ვიზირება', approval: 'დამტკიცება', sending: 'გაგზავნა', file: 'საქმე' },
    flows: { incoming: 'შემოსული', outgoing: 'გასული', internal: 'შიდა', appeals: 'განცხადებები', contracts: 'ხელშეკრულებები', decisions: 'გადაწყვეტილებები', orders: 'განკარგულებები' },
    units: { 'day': 'დღე', 'working-day': 'სამუშაო დღე', 'month': 'თვე', 'hour': 'საათი' },
  },
}
