import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkFiles } from './check.ts'

/** Files named after their fault; the first line says where and with which words it must be told. */
const folder = join(import.meta.dirname, '../../../test/fixtures/faulty-schedules')
const filesIn = (inside: string): string[] => readdirSync(join(folder, inside)).filter((name) => name.endsWith('.yaml')).map((name) => join(folder, inside, name))
const firstLine = (file: string): string => readFileSync(file, 'utf8').split('\n', 1)[0] ?? ''
const nameOf = (file: string): string => file.slice(folder.length + 1)

test.each(filesIn('').map((file) => [nameOf(file), file]))('%s is refused at its line with a sentence', async (_name, file) => {
  const [, line, path, words] = /^# expect (\d+) (\S+) (.+)$/.exec(firstLine(file)) ?? []
  const [checked] = (await checkFiles([file])).files
  const told = (checked?.faults ?? []).map((fault) => `${fault.line} ${fault.path === '' ? '-' : fault.path} ${fault.message}`)
  expect(told.find((each) => each.startsWith(`${line} ${path} `) && each.includes(words ?? '')), told.join('\n')).toBeDefined()
  expect(told.length).toBeLessThan(6)
})

test.each(filesIn('warned').map((file) => [nameOf(file), file]))('%s is taken with a warning', async (_name, file) => {
  const [, line, path, words] = /^# expect (\d+) (\S+) (.+)$/.exec(firstLine(file)) ?? []
  const [checked] = (await checkFiles([file])).files
  expect(checked?.faults).toEqual([])
  expect(checked?.warnings).toEqual([{ line: Number(line), path, message: expect.stringContaining(words ?? '') }])
})

const pairs = Map.groupBy(filesIn('together'), (file) => nameOf(file).replace(/\.\d\.yaml$/, ''))
test.each([...pairs])('versions %s are refused together', async (_name, files) => {
  const { files: checked } = await checkFiles(files)
  for (const { file, faults } of checked) {
    const [, path, words] = /^# expect (\S+) (.+)$/.exec(firstLine(file)) ?? []
    if (path !== undefined) expect(faults).toContainEqual({ line: expect.any(Number), path, message: expect.stringContaining(words ?? '') })
    for (const { line } of faults) expect(line).toBeGreaterThan(1)
  }
  expect(checked.some(({ faults }) => faults.length > 0)).toBe(true)
})
