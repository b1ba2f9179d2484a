import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { bringComponents } from './support/components.ts'

/**
 * `npm test`: types and every suite, at the same time. Brings missing real components where it may, says in one list
 * what it could not bring, and prints the true counts on the last line. With `CI=true` a skipped
 * suite is a failure.
 */
const root = resolve(import.meta.dirname, '..')
const report = resolve(root, '.cache/test-report.json')
const strict = process.env['CI'] === 'true'

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number; numFailedTestSuites: number; testResults: { status: string; assertionResults: unknown[] }[] }

mkdirSync(resolve(root, '.cache'), { recursive: true })
rmSync(report, { force: true })
for (const { name, state, detail } of bringComponents(root)) console.log(`${state.padEnd(8)} ${name}: ${detail}`)
const [types, suites] = await Promise.all([run('node_modules/.bin/tsc', ['-p', 'tsconfig.json']), run('node_modules/.bin/node', ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)])])

const result = readReport()
// A file that cannot be loaded has no tests to count and is a failure all the same.
const brokenFiles = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
const skipped = result.numPendingTests + result.numTodoTests
const failed = result.numFailedTests + brokenFiles + (types === 0 ? 0 : 1) + (strict ? skipped : 0)
if (skipped > 0) console.log(`${skipped} skipped${strict ? ' and counted as failed: a component is missing' : ''}`)
console.log(`${result.numPassedTests + (types === 0 ? 1 : 0)} passed, ${failed} failed`)
process.exitCode = failed > 0 || suites !== 0 ? 1 : 0

async function run(command: string, args: string[]): Promise<number> {
  const [code] = await once(spawn(resolve(root, command), args, { cwd: root, stdio: 'inherit' }), 'exit')
  return typeof code === 'number' ? code : 1
}

function readReport(): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, numFailedTestSuites: 1, testResults: [] }
  }
}
