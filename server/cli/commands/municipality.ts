import { readFile } from 'node:fs/promises'
import { configuration, profileList, setupResult, type SetupResult } from '#contract/configuration.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { writeNewFile } from '../write-new-file.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

export const municipalityImport: Command = {
  name: 'municipality import',
  usage: 'FILE [--dry-run]   (a filled-in template, or a configuration in JSON or YAML)',
  summary: 'Bring the set-up of a municipality in: all of it, or with any fault nothing',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { 'dry-run': flag }, 'municipality import')
    const name = needed(positionals[0], 'The file')
    const bytes = await readFile(name).catch(() => {
      throw new OpisError('not-found', `There is no file ${name} that can be read.`)
    })
    return told(await (await connect()).send(`/municipality/import?dryRun=${values['dry-run'] === true}`, bytes), asJson)
  },
}

export const municipalityProfile: Command = {
  name: 'municipality profile',
  usage: '[NAME] [--dry-run]   (without a name: the list)',
  summary: 'Begin with a profile of a municipality that comes with the program',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { 'dry-run': flag }, 'municipality profile')
    const client = await connect()
    const [name] = positionals
    if (name !== undefined) return told(await client.post(`/municipality/profiles/${encodeURIComponent(name)}?dryRun=${values['dry-run'] === true}`), asJson)
    printResult(profileList.parse(await client.get('/municipality/profiles')), asJson, ({ profiles }) => profiles.map((one) => `${one.name}  ${one.jurisdiction ?? ''}  ${one.language ?? ''}  ${one.title['en'] ?? Object.values(one.title)[0] ?? ''}`).join('\n'))
    return 0
  },
}

export const municipalityExport: Command = {
  name: 'municipality export',
  usage: '--out FILE [--format json|yaml]',
  summary: 'Write the set-up for another municipality: no people, no documents',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { out: text, format: text }, 'municipality export')
    const out = needed(values.out, '--out')
    const format = values.format ?? (out.endsWith('.yaml') || out.endsWith('.yml') ? 'yaml' : 'json')
    if (format !== 'json' && format !== 'yaml') throw new UsageError('--format takes json or yaml.')
    const client = await connect()
    const bytes = format === 'yaml' ? (await client.download('/municipality/configuration?format=yaml')).bytes : Buffer.from(`${JSON.stringify(configuration.parse(await client.get('/municipality/configuration')), null, 2)}\n`)
    return written(bytes, out, asJson)
  },
}

export const municipalityTemplate: Command = {
  name: 'municipality template',
  usage: '--out FILE.xlsx',
  summary: 'Write the workbook that a municipality fills in',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { out: text }, 'municipality template')
    const out = needed(values.out, '--out')
    return written((await (await connect()).download('/municipality/template.xlsx')).bytes, out, asJson)
  },
}

async function written(bytes: Uint8Array, file: string, asJson: boolean): Promise<number> {
  const done = await writeNewFile(once(bytes), file)
  printResult({ file, bytes: done.bytes }, asJson, () => `${file}: ${done.bytes} bytes`)
  return 0
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Faults make the exit code 3, as bad input does everywhere. */
function told(answer: unknown, asJson: boolean): number {
  const result = setupResult.parse(answer)
  printResult(result, asJson, describe)
  return result.faults.length > 0 ? 3 : 0
}

function describe({ faults, changes, same, done, passwords }: SetupResult): string {
  if (faults.length > 0) return [...faults.map(({ sheet, row, column, text: words }) => `${[sheet, row === null ? '' : `row ${row}`, column ?? ''].filter((part) => part !== '').join(', ')}: ${words}`), `${faults.length} faults; nothing was changed.`].join('\n')
  const count = (kind: 'added' | 'changed') => changes.filter(({ change }) => change === kind).length
  return [`${count('added')} added, ${count('changed')} changed, ${same} as they were${done ? '' : ' (dry run: nothing was changed)'}`, ...passwords.map(({ name, oneTimePassword }) => `${name}: one-time password ${oneTimePassword}`)].join('\n')
}
