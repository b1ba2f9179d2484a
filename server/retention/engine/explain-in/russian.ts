import type { Phrases } from './phrases.ts'

export const russian: Phrases = {
  locale: 'ru',
  kept: (date, why) => `Хранится до ${date}: ${why}`,
  due: (date, why) => `Можно внести в акт с ${date}: ${why}`,
  permanent: (why, transfer) => `Хранится постоянно: ${why}${transfer === null ? '' : `, ${transfer}`}`,
  transfer: (date, to) => `подлежит передаче${to === null ? '' : ` (${to})`} с ${date}`,
  waiting: (facts, rule) => `Хранится без даты, пока не станет известно: ${facts}; от этого считает ${rule}`,
  waitingForRule: (facts) => `Хранится без даты: какое правило действует, зависит от того, что ещё не известно: ${facts}`,
  unscheduled: 'На этот документ не распространяется ни одно правило, поэтому уничтожать его нельзя',
  conflict: (eraseBy, date, why) =>
    `Решает человек: стереть следует до ${eraseBy}, но хранить следует ${date === null ? 'без даты' : `до ${date}`}: ${why}`,
  held: (holds, rest) => `Действует запрет уничтожения ${holds}; без него: ${rest}`,
  rule: (id) => `правило ${id}`,
  ofVersion: (version) => ` в редакции ${version}`,
  counted: (length, start, origin) => `срок ${length} считается от ${start} (${origin})`,
  origin: {
    'event-date': (event, date) => `день события ${event} от ${date}`,
    'day-after-event': (event, date) => `день после события ${event} от ${date}`,
    'next-month-start': (event, date) => `месяц после события ${event} от ${date}`,
    'next-year-start': (event, date) => `год после события ${event} от ${date}`,
  },
  withEvent: (event, date) => `до события ${event} от ${date}`,
  lessAge: (years, age) => `то есть ${years} минус возраст ${age}`,
  takenAs: (known, day) => `${known} (принято ${day})`,
  provisional: (facts) => `предварительно, так как ещё не известно: ${facts}`,
  decided: (decision) => `по решению ${decision}`,
  extended: (decision) => `продлено решением ${decision}`,
  atEnd: { destroy: 'затем уничтожение', review: 'затем экспертиза ценности', transfer: 'затем передача', keep: 'затем хранение' },
}
