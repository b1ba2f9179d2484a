import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const program = resolve(import.meta.dirname, '../../.cache/schemathesis/bin/schemathesis')

/** Whether schemathesis was brought (`test/support/components.ts`); suites that need it are skipped without it. */
export const schemathesisIsThere = existsSync(program)

/**
 * What an answer is held against. Left out: `positive_data_acceptance`, because rules that no schema can say
 * (a word in a query, a key that is one) refuse with 400 or 422, which is documented; `ignored_auth`, because
 * every speaker has a run of its own.
 */
const checks = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance', 'negative_data_rejection', 'missing_required_header', 'unsupported_method', 'allow_header_conformance']

export type FuzzRun = {
  /** Address that answers, and where the document lies if it is another. */
  url: string
  document: string
  token?: string
  seed: number
  /** Cases an operation, besides those that cover each rule of the document once. */
  examples: number
  /** `coverage` goes through the bounds of every rule, `fuzzing` invents. */
  phases: 'fuzzing' | 'coverage,fuzzing'
  /** Ids that exist, by the name of the path parameter: without them nearly every answer is 404. */
  known?: Readonly<Record<string, readonly string[]>>
  /** Only these operations, as regular expression over paths. */
  include?: string
}

export type FuzzOutcome = { exit: number; report: string }

/** Runs schemathesis to its end; `exit` 0 means that it found nothing. */
export async function runSchemathesis(run: FuzzRun): Promise<FuzzOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-fuzz-'))
  try {
    const settings = join(folder, 'schemathesis.toml')
    await writeFile(settings, settingsOf(run))
    const words = ['--config-file', settings, 'run', run.document, '--url', run.url, '--checks', checks.join(','), '--phases', run.phases]
    words.push('--seed', String(run.seed), '--max-examples', String(run.examples), '--workers', '1')
    words.push('--continue-on-failure', '--request-timeout', '20', '--no-color', '--warnings', 'off', '--output-truncate', 'true')
    if (run.token !== undefined) words.push('--header', `Authorization: Bearer ${run.token}`)
    if (run.include !== undefined) words.push('--include-path-regex', run.include)
    const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/bin:/bin', HOME: folder } })
    let report = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (report += chunk.toString('utf8')))
    const [exit] = (await once(child, 'close')) as [number | null]
    return { exit: exit ?? 1, report: report.split('\n').map((line) => line.slice(0, 400)).join('\n') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Most requests name something that exists, some do not. */
function settingsOf({ known = {} }: FuzzRun): string {
  const names = Object.keys(known)
  const lists = names.map((name) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(known[name])}`)
  const bindings = names.map((name) => `"path.${name}" = { dictionary = "${name}", probability = 0.8 }`)
  return ['max-stream-events = 2', ...lists, ...(names.length > 0 ? ['[parameters]', ...bindings] : [])].join('\n')
}
