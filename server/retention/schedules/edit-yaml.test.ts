import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { compile } from '../engine/compile.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { evaluate } from '../engine/evaluate.ts'
import { caseForm } from '../schedule/case-form.ts'
import { presentAnswer } from '../schedule/cases.ts'
import { loadSchedule } from '../schedule/load.ts'
import { toFacts } from '../schedule/to-case.ts'
import { valueOf } from './draft-version.ts'
import { editYaml } from './edit-yaml.ts'

const folder = join(import.meta.dirname, '../../../retention-rules')
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml') && !/^(cases|file-plans)\b/.test(name))
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const cases = ['schedules.yaml', 'every-rule.yaml'].flatMap((name) => z.array(z.looseObject({ id: z.string(), schedule: z.string(), expect: z.record(z.string(), z.unknown()) })).parse(parse(read(`cases/${name}`))))
const comments = (text: string): string[] => text.split('\n').flatMap((line) => /^\s*(#.*)$/.exec(line)?.[1] ?? [])

function load(text: string) {
  const loaded = loadSchedule(text)
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
  return loaded.schedule
}

describe.each(names)('%s through the editor', (name) => {
  const text = read(name)

  test('keeps every comment and means the same by all its cases', () => {
    const again = editYaml(text, JSON.parse(JSON.stringify(valueOf(text))))
    expect(comments(again)).toEqual(comments(text))
    expect(load(again).version).toEqual(load(text).version)
    const schedules = compile([load(again).version])
    for (const { expect: expected, ...each } of cases.filter(({ schedule }) => schedule === name)) {
      const form = caseForm.parse({ ...each, rules: [] })
      const today = parseCivilDate(form.today)
      if (today === null) throw new Error('no such day')
      const answer = evaluate({ schedules, facts: toFacts(form), today })
      expect(presentAnswer(each.id, answer)).toMatchObject(expected)
    }
  })

  test('written from nothing but its value means the same', () => {
    expect(load(editYaml('', valueOf(text))).version).toEqual(load(text).version)
  })
})

const small = `# head
schedule: s
version: "1" # the first
rules:
  # about a
  - id: a # rule a
    cite: "1.10"
  # about b
  - {id: b, cite: 'x'}
`

test('comments go with their rule, and only what changes is written anew', () => {
  const edited = editYaml(small, { schedule: 's', version: '2', rules: [{ id: 'c', cite: '2024-01-05', on: 'no' }, { id: 'b', cite: 'y' }, { id: 'a', cite: '1.10' }] })
  expect(edited).toBe(`# head
schedule: s
version: "2" # the first
rules:
  - id: c
    cite: "2024-01-05"
    "on": "no"
  # about b
  - {id: b, cite: 'y'}
  # about a
  - id: a # rule a
    cite: "1.10"
`)
})

test('a field that goes away takes nothing else along', () => {
  expect(editYaml(small, { schedule: 's', version: '1', rules: [{ id: 'a' }] })).toBe('# head\nschedule: s\nversion: "1" # the first\nrules:\n  # about a\n  - id: a # rule a\n')
})

test('a value made to exhaust the writer is refused', () => {
  let deep: unknown = 'x'
  for (let level = 0; level < 1000; level += 1) deep = { a: deep }
  expect(() => editYaml(small, { rules: deep })).toThrow(/nested too deeply/)
})
