import { eq } from 'drizzle-orm'
import { draftTemplates } from '#contract/drafts.ts'
import type { Role } from '#contract/identity.ts'
import { kindList } from '#contract/kinds.ts'
import { serviceDetail } from '#contract/services.ts'
import { absenceList } from '#contract/units.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { userAccount } from '#server/identity/schema.ts'
import { unit } from '#server/identity/units/schema.ts'
import { register } from '#server/registry/schema.ts'
import { addUser, type TestUser } from './caller.ts'
import type { RunningServer } from './run-server.ts'
import { seedTownHall } from './town-hall.ts'

const staff = {
  vera: { called: 'Vera Munteanu', roles: ['counter'], unit: 'centre' },
  ana: { called: 'Ana Ciobanu', roles: ['clerk'], unit: 'cityhall' },
  mayor: { called: 'Марія Коваленко', roles: ['head'], unit: 'cityhall' },
  giorgi: { called: 'გიორგი ბერიძე', roles: ['reader'], unit: 'housing' },
  olga: { called: 'Ольга Шевчук', roles: ['reader'], unit: 'finance' },
  petru: { called: 'Petru Lungu', roles: ['reader'], unit: 'housing' },
  tamara: { called: 'Tamara Rusu', roles: ['reader'], unit: 'finance' },
  nino: { called: 'ნინო კაპანაძე', roles: ['reader'], unit: 'finance' },
  boris: { called: 'Boris Ceban', roles: ['controller'], unit: 'cityhall' },
  stranger: { called: 'Ion Strajă', roles: ['reader'], unit: 'buiucani' },
} as const satisfies Record<string, { called: string; roles: Role[]; unit: string }>

export type Staff = Record<keyof typeof staff, TestUser>

/** Names of units, kinds, registers and services as each person and the citizen reads them. */
export const named = {
  cityhall: { en: 'City hall', ro: 'Primăria', uk: 'Міська рада', ka: 'მერია' },
  housing: { en: 'Housing', ro: 'Direcția locuințe', uk: 'Житловий відділ', ka: 'საბინაო სამსახური' },
  finance: { en: 'Finance', ro: 'Direcția finanțe', uk: 'Фінансовий відділ', ka: 'საფინანსო სამსახური' },
  centre: { en: 'Community centre', ro: 'Centrul comunitar', uk: 'Центр громади', ka: 'საზოგადოებრივი ცენტრი' },
  letter: { en: 'Request', ro: 'Cerere', uk: 'Заява', ka: 'განცხადება' },
  reply: { en: 'Reply', ro: 'Răspuns', uk: 'Відповідь', ka: 'პასუხი' },
  repair: { en: 'Repair of a public place', ro: 'Reparația unui loc public', uk: 'Ремонт громадського місця', ka: 'საჯარო ადგილის შეკეთება' },
  application: { en: 'Application', ro: 'Cererea scrisă', uk: 'Письмова заява', ka: 'წერილობითი განცხადება' },
  incoming: { en: 'Incoming', ro: 'Intrări', uk: 'Вхідні', ka: 'შემოსული' },
  outgoing: { en: 'Outgoing', ro: 'Ieșiri', uk: 'Вихідні', ka: 'გასული' },
} as const

/** What the executor begins his reply with. */
export const answer = {
  ...{ code: 'answer', language: 'ro', kind: 'reply', title: 'Răspuns la o cerere', subject: 'Răspuns la cererea nr. {card-number}' },
  body: 'Nr. {number} din {date}\n\nStimate cetățean {correspondent},\n\nLa cererea Dvs. nr. {card-number} din {card-date} vă comunicăm că puntea va fi reparată.\n\n{author}',
} as const

/** The day so many days from today, where the town is. */
export function dayAhead(days: number): string {
  const today = parseCivilDate(dayIn('Europe/Chisinau', new Date()))
  if (today === null) throw new Error('today is a day')
  return formatCivilDate(addDays(today, days))
}

/**
 * The small town hall, ready for a letter that passes through all hands: people with names, a route that asks three
 * people for a visa and the mayor for the approval, a service at the counter, a template of the reply; one of the
 * three is away, and another stands in.
 */
export async function seedTownStory(server: RunningServer): Promise<Staff> {
  const { db } = server.parts.database
  await seedTownHall(db)
  for (const code of ['cityhall', 'housing', 'finance', 'centre'] as const) await db.update(unit).set({ name: named[code] }).where(eq(unit.code, code))
  for (const code of ['incoming', 'outgoing'] as const) await db.update(register).set({ title: named[code] }).where(eq(register.code, code))
  await db.update(unit).set({ head: 'mayor' }).where(eq(unit.code, 'cityhall'))
  const hire = async (name: keyof typeof staff) => {
    const user = await addUser(server.url, server.admin, { name, roles: [...staff[name].roles], units: [staff[name].unit] })
    await db.update(userAccount).set({ displayName: staff[name].called }).where(eq(userAccount.name, name))
    return user
  }
  const { vera, ana, mayor, giorgi } = { vera: await hire('vera'), ana: await hire('ana'), mayor: await hire('mayor'), giorgi: await hire('giorgi') }
  const { olga, petru, tamara, nino } = { olga: await hire('olga'), petru: await hire('petru'), tamara: await hire('tamara'), nino: await hire('nino') }
  const [validFrom, { admin }] = [dayAhead(0), server]
  const visas = { step: 'visa', people: ['olga', 'petru', 'tamara'], mode: 'parallel' }
  const route = [{ step: 'registry' }, { step: 'head' }, { step: 'executor' }, { step: 'reply' }, visas, { step: 'approval', people: ['mayor'] }, { step: 'sending' }, { step: 'file' }]
  await admin.get(kindList, 'POST', '/api/kinds', { json: { code: 'letter', name: named.letter, flow: 'incoming', term: 'test.petition', class: 'petitions', validFrom, route } })
  await admin.get(kindList, 'POST', '/api/kinds', { json: { code: 'reply', name: named.reply, flow: 'outgoing', validFrom } })
  const papers = [{ code: 'application', name: named.application, required: true }]
  await admin.get(serviceDetail, 'POST', '/api/services', { json: { code: 'repair', name: named.repair, unit: 'cityhall', register: 'incoming', kind: 'letter', term: 'test.petition', validFrom, papers } })
  await ana.bySession.get(draftTemplates, 'PUT', '/api/draft-templates', { json: answer })
  await tamara.bySession.get(absenceList, 'POST', '/api/absences', { json: { person: 'tamara', deputy: 'nino', fromOn: validFrom, toOn: dayAhead(5), reason: 'Concediu' } })
  return { vera, ana, mayor, giorgi, olga, petru, tamara, nino, boris: await hire('boris'), stranger: await hire('stranger') }
}
