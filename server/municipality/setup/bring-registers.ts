import { and, desc, eq } from 'drizzle-orm'
import { documentKind, service } from '#server/registry/data-schema.ts'
import { draftTemplateRow } from '#server/assignments/drafts/schema.ts'
import { saveKindIn } from '#server/registry/kinds/save-kind.ts'
import { changeRegisterIn } from '#server/registry/registers/change-register.ts'
import { openRegisterIn } from '#server/registry/registers/open-register.ts'
import { register } from '#server/registry/schema.ts'
import { saveServiceIn } from '#server/registry/services/save-service.ts'
import { over, same, type Change, type Run } from './run.ts'
import type { Setup } from './setup.ts'

type Value<Key extends 'registers' | 'kinds' | 'services' | 'draftTemplates'> = Setup[Key][number]['value']
const later = (one: string, other: string): string => (one > other ? one : other)

/** A register. The first number counts when it is opened; afterwards its counter goes its own way. */
export async function bringRegister({ tx, context, by }: Run, given: Value<'registers'>): Promise<Change> {
  const [known] = await tx.select().from(register).where(eq(register.code, given.code))
  if (known === undefined) {
    await openRegisterIn({ ...context }, tx, given, by.actor)
    return 'added'
  }
  const { firstSeq: _, openedOn: __, code, ...said } = given
  const { title, unit, flow, template, constants, reset, fields } = known
  const before = { title, unit, flow, template, constants, reset, fields }
  const next = over(before, said)
  if (same(before, next)) return 'same'
  await changeRegisterIn(context, tx, code, next, by.actor)
  return 'changed'
}

/** A kind of document; a changed one becomes its next version, from today on or from the day that it names. */
export async function bringKind({ tx, context, by, today }: Run, given: Value<'kinds'>): Promise<Change> {
  const [known] = await tx.select().from(documentKind).where(eq(documentKind.code, given.code)).orderBy(desc(documentKind.version)).limit(1)
  if (known === undefined) {
    await saveKindIn(context, tx, given, by.actor)
    return 'added'
  }
  const { name, flow, term, class: inClass, route, fields } = known
  const before = { name, flow, term, class: inClass, route, fields }
  const { code, validFrom, ...said } = given
  const next = over(before, said)
  if (same(before, next)) return 'same'
  await saveKindIn(context, tx, { ...given, ...next, code, validFrom: later(later(validFrom, known.validFrom), today) }, by.actor)
  return 'changed'
}

/** A service of the one window, versioned alike. */
export async function bringService({ tx, context, by, today }: Run, given: Value<'services'>): Promise<Change> {
  const [known] = await tx.select().from(service).where(eq(service.code, given.code)).orderBy(desc(service.version)).limit(1)
  if (known === undefined) {
    await saveServiceIn(context, tx, given, by)
    return 'added'
  }
  const { version: _, retiredOn: __, savedBy: ___, savedAt: ____, code, validFrom: began, ...before } = known
  const { validFrom, code: _____, ...said } = given
  const next = over(before, said)
  if (same(before, next)) return 'same'
  await saveServiceIn(context, tx, { ...given, ...next, code, validFrom: later(later(validFrom, began), today) }, by)
  return 'changed'
}

/** How drafts of a kind may begin. */
export async function bringDraftTemplate({ tx, by, now }: Run, given: Value<'draftTemplates'>): Promise<Change> {
  const [known] = await tx.select().from(draftTemplateRow).where(and(eq(draftTemplateRow.code, given.code), eq(draftTemplateRow.language, given.language)))
  const { code, language, kind, title, subject, body } = known ?? given
  if (known && same({ code, language, kind, title, subject, body }, given)) return 'same'
  const row = { ...given, changedBy: by.name, changedAt: now }
  await tx.insert(draftTemplateRow).values(row).onConflictDoUpdate({ target: [draftTemplateRow.code, draftTemplateRow.language], set: row })
  return known ? 'changed' : 'added'
}
