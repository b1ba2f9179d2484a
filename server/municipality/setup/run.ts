import type { Tx } from '#platform/database.ts'
import type { By, MunicipalityContext } from '../context.ts'
import type { Password } from './make-passwords.ts'

export type Change = 'added' | 'changed' | 'same'

/** One run of bringing a set-up in: everything in one transaction, each row under a savepoint of its own. */
export type Run = { context: MunicipalityContext; tx: Tx; by: By; now: Date; today: string; passwords: ReadonlyMap<string, Password> }

/** What a file gives laid over what is there. An empty cell or list says nothing: nothing is taken away by bringing something in. */
export function over<Base extends object>(base: Base, given: { readonly [Key in keyof Base]?: Base[Key] | null | undefined }): Base {
  const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0))
  return { ...base, ...Object.fromEntries(said) }
}

/** Whether two rows say the same, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const entries = Object.entries(value).filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join()}}`
}
