import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { askedRows } from './asked-rows.ts'
import { findTests, type NamedTest } from './find-tests.ts'
import { readReasons } from './read-reasons.ts'

/**
 * `npm run rows`: for each function that was asked for the tests that show it, by their names, and how they ended in the
 * last `npm test`; or the reason why there is none. Ends with 1 when a row has neither, or a test of a row failed.
 */
const root = resolve(import.meta.dirname, '../..')
const tests = findTests(root)
const reasons = readReasons(root)
const states = readStates()
const short = (text: string) => (text.length > 90 ? `${text.slice(0, 89)}…` : text).replaceAll('|', '/')
let bad = 0

console.log('| Row | Test | State |\n|---|---|---|')
for (const row of askedRows) {
  const own = tests.filter((one) => one.rows.includes(row))
  const reason = reasons.get(row)
  if (own.length === 0) {
    if (reason === undefined) bad += 1
    console.log(`| ${row} | ${short(reason ?? 'nothing')} | ${reason === undefined ? 'MISSING' : 'decision 0036'} |`)
  }
  for (const one of own) {
    const state = stateOf(one)
    if (state === 'failed') bad += 1
    console.log(`| ${row} | ${short(one.name)} (${one.file}) | ${state} |`)
  }
}
process.exitCode = bad > 0 ? 1 : 0

type Report = { testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[] }

function readStates(): Map<string, string[]> {
  const known = new Map<string, string[]>()
  let report: Report
  try {
    report = JSON.parse(readFileSync(resolve(root, '.cache/test-report.json'), 'utf8')) as Report
  } catch {
    return known
  }
  for (const file of report.testResults) for (const one of file.assertionResults) known.set(file.name, [...(known.get(file.name) ?? []), `${one.status} ${one.fullName}`])
  return known
}

/** Of several runs of one name (`test.each`) the worst counts. */
function stateOf(one: NamedTest): string {
  const fixed = one.name.split(/%[sdifjo]|\$\{?\w+/)[0] ?? one.name
  const ended = (states.get(resolve(root, one.file)) ?? []).filter((line) => line.includes(fixed)).map((line) => line.split(' ')[0] ?? '')
  if (ended.length === 0) return 'not run'
  return ended.find((state) => state !== 'passed') ?? 'passed'
}
