import type { z } from 'zod'
import { classRow, houseRow, personRow, positionRow, unitRow, type SetupFault } from '#contract/configuration.ts'
import { kindForm } from '#contract/kinds.ts'
import { registerForm } from '#contract/registers.ts'
import { serviceForm } from '#contract/services.ts'
import { formFaults, snakeCase } from '../setup/form-faults.ts'
import { nothing, type Placed, type ReadSetup } from '../setup/setup.ts'
import { fault } from './faults.ts'
import { readRows, type RowValues } from './read-rows.ts'
import { readWorkbook, type TextSheet } from './read-workbook.ts'
import { sheetForms, type SheetName } from './sheet-forms.ts'
import { helpSheet } from './template.ts'

/** Reads the filled-in template: what it brings in, and every fault with its sheet, row and column. */
export async function parseWorkbook(bytes: Uint8Array): Promise<ReadSetup> {
  const { sheets, faults } = await readWorkbook(bytes)
  return faults.length > 0 ? { setup: nothing(), faults } : parseSheets(sheets)
}

export function parseSheets(sheets: readonly TextSheet[]): ReadSetup {
  const faults: SetupFault[] = []
  for (const { name, rows } of sheets) if (rows.length > 0 && name !== helpSheet && !sheetForms.some((form) => form.name === name)) faults.push(fault({ sheet: name, row: null }, 'unknown-sheet'))
  const rowsOf = (name: SheetName): RowValues[] => {
    const form = sheetForms.find((one) => one.name === name)
    const sheet = sheets.find((one) => one.name === name)
    if (form === undefined || sheet === undefined) return []
    const read = readRows(form, sheet)
    faults.push(...read.faults)
    // A row that was not understood is told once, not again by the form.
    return read.rows.filter(({ row }) => !read.faults.some((one) => one.row === row))
  }
  const take = <Form extends z.ZodType>(sheet: SheetName, form: Form, rows: readonly RowValues[], keys: readonly string[], parts: readonly RowValues[] = [], partSheet: SheetName = sheet): Placed<z.output<Form>>[] => {
    faults.push(...doubles(sheet, rows, keys))
    return rows.flatMap(({ row, values }) => {
      const parsed = form.safeParse(values)
      if (parsed.success) return [{ at: { sheet, row }, value: parsed.data }]
      const partRows = parts.filter((part) => part.values[partKey[partSheet] ?? ''] === values['code'])
      faults.push(...formFaults(parsed.error, (path) => (partSheet !== sheet && typeof path[1] === 'number' ? { sheet: partSheet, row: partRows[path[1]]?.row ?? row, column: snakeCase(path[2]) } : { sheet, row, column: snakeCase(path[0]) })))
      return []
    })
  }
  const [routes, papers] = [rowsOf('routes'), rowsOf('papers')]
  const [kindRows, serviceRows] = [rowsOf('kinds'), rowsOf('services')]
  faults.push(...orphans('routes', routes, 'kind', kindRows, 'kinds'), ...orphans('papers', papers, 'service', serviceRows, 'services'))
  const kinds = kindRows.map(({ row, values }) => ({ row, values: { ...camel(values), route: partsOf(routes, 'kind', values['code']) } }))
  const services = serviceRows.map(({ row, values }) => ({ row, values: { ...camel(values), papers: partsOf(papers, 'service', values['code']) } }))
  const plain = (name: SheetName) => rowsOf(name).map(({ row, values }) => ({ row, values: camel(values) }))
  const [house] = take('house', houseRow, plain('house'), [])
  const setup = {
    ...nothing(),
    ...{ house: house ?? null, units: take('units', unitRow, plain('units'), ['code']), positions: take('positions', positionRow, plain('positions'), ['code']), people: take('people', personRow, plain('people'), ['name']) },
    ...{ classes: take('classes', classRow, plain('classes'), ['code']), registers: take('registers', registerForm, plain('registers').map(registerOf), ['code']) },
    ...{ kinds: take('kinds', kindForm, kinds, ['code'], routes, 'routes'), services: take('services', serviceForm, services, ['code'], papers, 'papers') },
  }
  return { setup, faults }
}

const partKey: Partial<Record<SheetName, string>> = { routes: 'kind', papers: 'service' }

/** Rows of another sheet that belong to one row, without the column that says so. */
function partsOf(parts: readonly RowValues[], key: string, code: unknown): Record<string, unknown>[] {
  return parts.filter(({ values }) => values[key] === code).map(({ values: { [key]: _, ...rest } }) => rest)
}

function orphans(sheet: string, parts: readonly RowValues[], key: string, rows: readonly RowValues[], of: string): SetupFault[] {
  const codes = new Set(rows.map(({ values }) => values['code']))
  return parts.filter(({ values }) => !codes.has(values[key])).map(({ row, values }) => fault({ sheet, row, column: key }, 'unknown-row', { value: String(values[key]), sheet: of }))
}

function doubles(sheet: string, rows: readonly RowValues[], keys: readonly string[]): SetupFault[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ row, values }) =>
    keys.flatMap((key) => {
      const value = String(values[key] ?? '')
      const before = first.get(value)
      if (before === undefined) first.set(value, row)
      return before === undefined ? [] : [fault({ sheet, row, column: key }, 'twice', { row: before })]
    }),
  )
}

const camel = (values: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]))

/** The reset rule is one word in the table, what the tokens stand for five columns. */
function registerOf({ row, values }: RowValues): RowValues {
  const { reset = '01-01', group, kind, unitIndex, suffix, convocation, ...rest } = values
  const constants = Object.fromEntries(Object.entries({ group, kind, unit: unitIndex, suffix, convocation }).filter(([, value]) => value !== undefined))
  return { row, values: { ...rest, constants, reset: reset === 'never' || reset === 'convocation' ? { kind: reset } : { kind: 'yearly', on: reset } } }
}
