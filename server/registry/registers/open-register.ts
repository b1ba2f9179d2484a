import { eq } from 'drizzle-orm'
import type { RegisterForm } from '#contract/registers.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { refuseImpossibleDate } from '#server/file-plan/known-date.ts'
import { unit } from '#server/identity/units/schema.ts'
import type { RegistryContext } from '../context.ts'
import { periodOf } from '../numbers/period.ts'
import { register, registerPeriod } from '../schema.ts'
import { faultOf } from './preview-template.ts'

/**
 * Opens a register. The numbers before `firstSeq` of the period in which it opens are those of the paper book and are
 * never given out here. Refuses with `register-exists`, `no-such-unit`, `bad-template`.
 */
export async function openRegister(context: RegistryContext, form: RegisterForm, actor: string): Promise<void> {
  await context.db.transaction((tx) => openRegisterIn(context, tx, form, actor))
}

/** The same in a transaction of the caller. */
export async function openRegisterIn(context: RegistryContext, tx: Tx, form: RegisterForm, actor: string): Promise<void> {
  const { firstSeq, ...row } = form
  refuseImpossibleDate(form.openedOn)
  refuseBadTemplate(form)
  await refuseUnknownUnit(tx, form.unit)
  const id = newId(context.clock.now().getTime())
  const made = await tx.insert(register).values({ id, ...row }).onConflictDoNothing({ target: register.code }).returning({ id: register.id })
  if (made.length === 0) throw refusal('register-exists', { register: form.code }, `There is a register ${form.code} already.`)
  await tx.insert(registerPeriod).values({ register: id, period: periodOf(form.reset, form.constants, form.openedOn).period, test: false, firstSeq, nextSeq: firstSeq })
  await appendAudit(tx, { actor, action: 'registry.open-register', object: `register:${form.code}`, details: { unit: form.unit, template: form.template, reset: form.reset, firstSeq, openedOn: form.openedOn } }, context.clock.now())
}

export function refuseBadTemplate(form: Pick<RegisterForm, 'template' | 'constants' | 'reset'>): void {
  const fault = faultOf(form)
  if (fault !== null) throw refusal('bad-template', { template: form.template }, fault)
}

export async function refuseUnknownUnit(tx: Tx, code: string): Promise<void> {
  const [known] = await tx.select({ code: unit.code }).from(unit).where(eq(unit.code, code))
  if (!known) throw refusal('no-such-unit', { unit: code }, `There is no unit ${code}.`)
}
