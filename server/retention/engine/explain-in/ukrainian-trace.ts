import type { VersionStep } from '../versions.ts'
import type { TracePhrases } from './trace-phrases.ts'

const reasons: Readonly<Record<VersionStep['reason'], string>> = { first: 'перша', 'all-undisposed': 'для всього, що ще не вилучено', 'closed-on-or-after': 'для закритого в день набрання чинності або пізніше', 'never-shorten': 'ніколи не скорочує', expired: 'більше не чинна' }

export const ukrainianTrace: TracePhrases = {
  states: { retained: 'зберігається до дати', eligible: 'можна внести до акта', waiting: 'чекає на факт', permanent: 'зберігається постійно', unscheduled: 'без правила', conflict: 'вирішує людина', held: 'заборонено знищувати' },
  decides: (rule, since) => `Вирішує: ${rule}${since === null ? '' : `, чинна з ${since}`}`,
  event: (name, date) => `Подія ${name} від ${date}`,
  recorded: (by, evidence) => `внесено: ${by}${evidence === null ? '' : `, підстава: ${evidence}`}`,
  retracted: (name, date, reason) => `Відкликано: подія ${name} від ${date}${reason === null ? '' : ` (${reason})`}`,
  gives: (date, through) => `Перший день, коли можна внести до акта: ${date}; захищено до ${through} включно`,
  considered: (rule, result) => `Також розглянуто: ${rule}: ${result}`,
  until: (date) => `до ${date}`,
  waitsFor: (facts) => `чекає на ${facts}`,
  permanent: 'постійно',
  dropped: (rules) => `Замінено іншим правилом: ${rules}`,
  eraseBy: (date) => `Стерти належить до ${date}`,
  marks: (marks) => `Експертиза цінності: ${marks}`,
  hold: (id) => `Діє заборона ${id}`,
  holdEnded: (id, date) => `Заборону ${id} знято ${date}`,
  holdAhead: (id, date) => `Заборона ${id} почнеться ${date}`,
  extension: (id, until) => `Рішення ${id}: ${until === null ? 'зберігати постійно' : `зберігати до ${until}`}`,
  version: (name, reason, taken) => `Редакція ${name}: ${reasons[reason]}${taken ? '' : ', тут не відповідає'}`,
  ifRetracted: (event) => `Зміниться, якщо відкликати подію ${event}`,
  ifHold: 'Заборона знищення зупинить, але дати не змінить',
  ifKnown: (fact) => `Зміниться, якщо стане відомо: ${fact}`,
  ifVersion: (version, from, answer) => `Редакція ${version}, оголошена на ${from}, дала б: ${answer}`,
}
