import type { VersionStep } from '../versions.ts'
import type { TracePhrases } from './trace-phrases.ts'

const reasons: Readonly<Record<VersionStep['reason'], string>> = { first: 'первая', 'all-undisposed': 'для всего, что ещё не изъято', 'closed-on-or-after': 'для закрытого в день вступления в силу или позже', 'never-shorten': 'никогда не сокращает', expired: 'больше не действует' }

export const russianTrace: TracePhrases = {
  states: { retained: 'хранится до даты', eligible: 'можно внести в акт', waiting: 'ждёт факта', permanent: 'хранится постоянно', unscheduled: 'без правила', conflict: 'решает человек', held: 'уничтожать запрещено' },
  decides: (rule, since) => `Решает: ${rule}${since === null ? '' : `, действует с ${since}`}`,
  event: (name, date) => `Событие ${name} от ${date}`,
  recorded: (by, evidence) => `внесено: ${by}${evidence === null ? '' : `, основание: ${evidence}`}`,
  retracted: (name, date, reason) => `Отозвано: событие ${name} от ${date}${reason === null ? '' : ` (${reason})`}`,
  gives: (date, through) => `Первый день, когда можно внести в акт: ${date}; защищено по ${through} включительно`,
  considered: (rule, result) => `Также рассмотрено: ${rule}: ${result}`,
  until: (date) => `до ${date}`,
  waitsFor: (facts) => `ждёт ${facts}`,
  permanent: 'постоянно',
  dropped: (rules) => `Заменено другим правилом: ${rules}`,
  eraseBy: (date) => `Стереть следует до ${date}`,
  marks: (marks) => `Экспертиза ценности: ${marks}`,
  hold: (id) => `Действует запрет ${id}`,
  holdEnded: (id, date) => `Запрет ${id} снят ${date}`,
  holdAhead: (id, date) => `Запрет ${id} начнётся ${date}`,
  extension: (id, until) => `Решение ${id}: ${until === null ? 'хранить постоянно' : `хранить до ${until}`}`,
  version: (name, reason, taken) => `Редакция ${name}: ${reasons[reason]}${taken ? '' : ', здесь не отвечает'}`,
  ifRetracted: (event) => `Изменится, если отозвать событие ${event}`,
  ifHold: 'Запрет остановит уничтожение, но дату не изменит',
  ifKnown: (fact) => `Изменится, если станет известно: ${fact}`,
  ifVersion: (version, from, answer) => `Редакция ${version}, объявленная на ${from}, дала бы: ${answer}`,
}
