import { desc, inArray } from 'drizzle-orm'
import type { FieldForm } from '#contract/registers.ts'
import type { Db, Tx } from '#platform/database.ts'
import { extraFields } from '../cards/check-fields.ts'
import { documentKind } from '../data-schema.ts'
import { register } from '../schema.ts'
import type { ServiceRow } from './read-service.ts'

/** What the register and the kind of each service add to its card, beside its own fields, by code of the service. */
export async function moreFieldsOf(db: Db | Tx, services: readonly Pick<ServiceRow, 'code' | 'register' | 'kind' | 'fields'>[]): Promise<Map<string, FieldForm[]>> {
  if (services.length === 0) return new Map()
  const registers = await db.select({ code: register.code, fields: register.fields }).from(register).where(inArray(register.code, services.map((one) => one.register)))
  const kinds = await db.selectDistinctOn([documentKind.code], { code: documentKind.code, fields: documentKind.fields }).from(documentKind).where(inArray(documentKind.code, services.map((one) => one.kind))).orderBy(documentKind.code, desc(documentKind.version))
  return new Map(
    services.map((one) => {
      const own = new Set(one.fields.map(({ code }) => code))
      const all = extraFields(registers.find(({ code }) => code === one.register)?.fields ?? [], kinds.find(({ code }) => code === one.kind)?.fields ?? [])
      return [one.code, all.filter(({ code }) => !own.has(code))]
    }),
  )
}
