import { configuration, type Configuration } from '#contract/configuration.ts'
import type { Role } from '#contract/identity.ts'
import type { LocalName } from '#contract/units.ts'
import type { Language } from '#kernel/language.ts'
import type { ReadSetup } from '../municipality/setup/setup.ts'

/** Since when the demonstration's town hall has registers: long enough ago for a deadline to have passed. */
const openedOn = '2020-01-01'
const name = (ro: string, uk: string, ru: string, ka: string, en: string): LocalName => ({ ro, uk, ru, ka, en })
const yearly = { kind: 'yearly', on: '01-01' } as const
const whole = ['registry', 'head', 'unit', 'executor', 'reply', 'visa', 'approval', 'sending', 'file'].map((step) => ({ step }))

/** People of the demonstration: who registers, leads, works, controls and sits at the counter. */
export const townPeople = {
  clerk: { name: 'oksana', displayName: 'Oksana Melnyk', roles: ['clerk'], units: ['town'] },
  head: { name: 'mayor', displayName: 'Maria Ursu', roles: ['head'], units: ['town'] },
  housing: { name: 'giorgi', displayName: 'Giorgi Beridze', roles: ['reader'], units: ['housing'] },
  finance: { name: 'elena', displayName: 'Elena Popa', roles: ['reader'], units: ['finance'] },
  controller: { name: 'sergei', displayName: 'Sergei Orlov', roles: ['controller'], units: ['town'] },
  counter: { name: 'anna', displayName: 'Anna Reed', roles: ['counter'], units: ['counter'] },
} as const satisfies Record<string, { name: string; displayName: string; roles: readonly Role[]; units: readonly string[] }>

const units: Configuration['units'] = [
  { code: 'town', kind: 'body', parent: null, head: 'mayor', name: name('Primăria', 'Міська рада', 'Городская администрация', 'მერია', 'Town hall') },
  { code: 'housing', kind: 'unit', parent: 'town', head: 'giorgi', name: name('Direcția locativ-comunală', 'Відділ житлового господарства', 'Отдел жилищного хозяйства', 'საბინაო სამსახური', 'Housing') },
  { code: 'finance', kind: 'unit', parent: 'town', head: 'elena', name: name('Direcția finanțe', 'Фінансовий відділ', 'Финансовый отдел', 'საფინანსო სამსახური', 'Finance') },
  { code: 'counter', kind: 'intake-point', parent: 'town', name: name('Ghișeul unic', 'Єдине вікно', 'Единое окно', 'ერთი ფანჯარა', 'One window') },
].map((one) => ({ ...one, kind: one.kind as Configuration['units'][number]['kind'], openedOn, closedOn: null, electronicSince: openedOn }))

/** The set-up of the town hall in five languages: registers with the numbers of several countries, kinds with routes, a service. */
const house: Configuration = configuration.parse({
  ...{ format: 'opis-configuration', version: 1 },
  house: { name: name('Primăria orașului model', 'Взірцева міська рада', 'Образцовая городская администрация', 'სანიმუშო ქალაქის მერია', 'Model town hall'), jurisdiction: 'md', language: 'en' },
  units,
  registers: [
    { code: 'incoming', flow: 'incoming', template: '01-{seq}/{yyyy}', title: name('Intrări', 'Вхідні', 'Входящие', 'შემოსული', 'Incoming') },
    { code: 'outgoing', flow: 'outgoing', template: '02-{seq}/{yyyy}', title: name('Ieșiri', 'Вихідні', 'Исходящие', 'გასული', 'Outgoing') },
    { code: 'appeals', flow: 'appeals', template: 'P-{seq}/{yy}{repeat:-}', title: name('Petiții', 'Звернення', 'Обращения', 'განცხადებები', 'Appeals') },
    { code: 'orders', flow: 'orders', template: '{seq}р', firstSeq: 396, title: name('Dispoziții', 'Розпорядження', 'Распоряжения', 'ბრძანებები', 'Orders') },
    { code: 'decisions', flow: 'decisions', template: '{seq}-{convocation}', constants: { convocation: 8 }, reset: { kind: 'convocation' }, title: name('Decizii', 'Рішення', 'Решения', 'გადაწყვეტილებები', 'Decisions') },
  ].map((one) => ({ reset: yearly, ...one, unit: 'town', openedOn })),
  kinds: [
    { code: 'letter', flow: 'incoming', route: whole, name: name('Scrisoare', 'Лист', 'Письмо', 'წერილი', 'Letter') },
    { code: 'petition', flow: 'appeals', term: 'md.petition', route: whole, name: name('Petiție', 'Звернення', 'Обращение', 'განცხადება', 'Petition') },
    { code: 'reply', flow: 'outgoing', route: whole.slice(5), name: name('Răspuns', 'Відповідь', 'Ответ', 'პასუხი', 'Reply') },
    { code: 'order', flow: 'orders', route: whole.slice(5, 7), name: name('Dispoziție', 'Розпорядження', 'Распоряжение', 'ბრძანება', 'Order') },
    { code: 'decision', flow: 'decisions', route: whole.slice(5, 7), name: name('Decizie', 'Рішення', 'Решение', 'გადაწყვეტილება', 'Decision') },
  ].map((one) => ({ ...one, validFrom: openedOn })),
  services: [
    { code: 'residence', unit: 'housing', register: 'appeals', kind: 'petition', term: 'md.petition', validFrom: openedOn, name: name('Certificat privind domiciliul', 'Довідка про місце проживання', 'Справка о месте жительства', 'ცნობა საცხოვრებელი ადგილის შესახებ', 'Certificate of residence'), papers: [{ code: 'application', required: true, name: name('Cerere', 'Заява', 'Заявление', 'განცხადება', 'Application') }], result: name('Certificat', 'Довідка', 'Справка', 'ცნობა', 'Certificate') },
  ],
})

const placed = <T>(sheet: string, values: readonly T[]) => values.map((value, index) => ({ at: { sheet, row: index + 1 }, value }))

/**
 * The same as it is brought in, with its people. `ordersFrom`: day on which the register of orders opens, after the 395 of that year
 * in the paper book.
 */
export function townSetup(language: Language, ordersFrom: string): ReadSetup {
  const registers = house.registers.map((one) => (one.flow === 'orders' ? { ...one, openedOn: ordersFrom } : one))
  const people = Object.values(townPeople).map((one) => ({ ...one, roles: [...one.roles], units: [...one.units], language }))
  return {
    faults: [],
    setup: {
      ...{ house: { at: { sheet: 'house', row: null }, value: house.house }, people: placed('people', people), units: placed('units', house.units) },
      ...{ positions: [], classes: [], calendars: [], termRules: [], draftTemplates: [] },
      ...{ registers: placed('registers', registers), kinds: placed('kinds', house.kinds), services: placed('services', house.services) },
    },
  }
}
