import { parse } from 'yaml'
import { configuration, type Configuration } from '#contract/configuration.ts'
import { fault } from '../workbook/faults.ts'
import { formFaults, snakeCase } from './form-faults.ts'
import { nothing, type Placed, type ReadSetup } from './setup.ts'

/** Reads a configuration file, JSON or YAML. Faults name the section and the place in its list, from 1. */
export function parseConfiguration(text: string): ReadSetup {
  const refused = (...faults: ReadSetup['faults']): ReadSetup => ({ setup: nothing(), faults })
  const whole = { sheet: '', row: null }
  let read: unknown
  try {
    read = parse(text, { maxAliasCount: 0 })
  } catch {
    return refused(fault(whole, 'broken-file'))
  }
  if (typeof read !== 'object' || read === null || !('format' in read) || read.format !== 'opis-configuration') return refused(fault(whole, 'not-a-spreadsheet'))
  if (!('version' in read) || read.version !== 1) return refused(fault(whole, 'other-version', { version: 'version' in read ? String(read.version) : '' }))
  const parsed = configuration.safeParse(read)
  if (!parsed.success) return refused(...formFaults(parsed.error, ([section, at, field]) => ({ sheet: String(section ?? ''), row: typeof at === 'number' ? at + 1 : null, column: snakeCase(field ?? (typeof at === 'string' ? at : undefined)) })))
  return { setup: placed(parsed.data), faults: [] }
}

function placed(file: Configuration): ReadSetup['setup'] {
  const list = <T>(sheet: string, values: readonly T[]): Placed<T>[] => values.map((value, at) => ({ at: { sheet, row: at + 1 }, value }))
  return {
    ...{ house: { at: { sheet: 'house', row: null }, value: file.house }, people: [], units: list('units', file.units), positions: list('positions', file.positions), classes: list('classes', file.classes) },
    ...{ calendars: list('calendars', file.calendars), termRules: list('termRules', file.termRules), registers: list('registers', file.registers), kinds: list('kinds', file.kinds), services: list('services', file.services), draftTemplates: list('draftTemplates', file.draftTemplates) },
  }
}
