import { createReadStream, existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { noteOf } from '#server/audit/checkpoint-file.ts'
import { parseKey, type NoteKey } from '#server/audit/signed-note.ts'
import { verifyExport, type ExportVerdict } from '#server/audit/verify-export.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { progressBar } from '../progress-bar.ts'
import { writeNewFile } from '../write-new-file.ts'

const keyAnswer = z.object({ key: z.string() })
const string = { type: 'string' } as const

export const auditExport: Command = {
  name: 'audit export',
  usage: '--out FILE',
  summary: 'Write the whole audit log with its signed checkpoints as JSON Lines, then check the file; a file that exists is not replaced',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { out: string }, 'audit export')
    const out = needed(values.out, '--out')
    if (existsSync(out)) throw new OpisError('already-exists', `${out} exists already. Give another name.`)
    const client = await connect()
    const { key } = keyAnswer.parse(await client.get('/audit/key'))
    await writeNewFile(await client.stream('POST', '/audit/export'), out)
    const verdict = await check(out, [await readKey(key)], [])
    printResult({ ...verdict, key }, asJson, (done) => `${verdictText(done)}\nkey ${done.key}`)
    return verdict.faults.length > 0 ? 6 : 0
  },
}

export const auditVerify: Command = {
  name: 'audit verify',
  usage: 'FILE --key PUBLIC_KEY [--key OLDER_KEY] [--checkpoints FILE]',
  summary: 'Check an exported audit log by the public key alone, anywhere; --checkpoints: lines that were kept elsewhere show a cut-off end',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { key: { type: 'string', multiple: true }, checkpoints: { type: 'string', multiple: true } }, 'audit verify')
    const file = needed(positionals[0], 'The exported file')
    needed(values.key?.[0], '--key')
    const keys = await Promise.all((values.key ?? []).map(readKey))
    const known = (await Promise.all((values.checkpoints ?? []).map(readCheckpoints))).flat()
    const verdict = await check(file, keys, known)
    printResult(verdict, asJson, verdictText)
    return verdict.faults.length > 0 ? 6 : 0
  },
}

export const auditKey: Command = {
  name: 'audit key',
  usage: '',
  summary: 'The public key of the audit checkpoints; keep a copy away from this machine',
  async run(words, { asJson }) {
    parseWords(words, {}, 'audit key')
    printResult(keyAnswer.parse(await (await connect()).get('/audit/key')), asJson, ({ key }) => key)
    return 0
  },
}

async function check(file: string, keys: readonly NoteKey[], known: readonly string[]): Promise<ExportVerdict> {
  const { size } = await stat(file).catch(() => {
    throw new OpisError('not-found', `There is no file ${file}.`)
  })
  const bar = progressBar('verify MB')
  const verdict = await verifyExport(counted(createReadStream(file, { highWaterMark: 1024 * 1024 }), (bytes) => bar.step(Math.round(bytes / 1e6), Math.round(size / 1e6))), { keys, known })
  bar.end()
  return verdict
}

async function* counted(chunks: AsyncIterable<Uint8Array>, told: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    told((bytes += chunk.byteLength))
    yield chunk
  }
}

/** The key itself, or a file that holds it. */
async function readKey(text: string): Promise<NoteKey> {
  const key = parseKey(text) ?? parseKey((await readFile(text, 'utf8').catch(() => '')).trim())
  if (!key) throw new OpisError('bad-request', `${text} is no public key of audit checkpoints. Ask for it with: opis audit key`)
  return key
}

/** Notes of a file of checkpoint lines, or one note as it is. */
async function readCheckpoints(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OpisError('not-found', `There is no file ${file}.`)
  })
  const lines = text.split('\n').filter((line) => line.startsWith('{'))
  return lines.length === 0 ? [text] : lines.flatMap((line) => noteOf(line) ?? [])
}

function verdictText({ entries, checkpoints, faults }: ExportVerdict): string {
  return [...faults.map(({ entry, fault }) => `fault: ${fault}${entry === undefined ? '' : ` at entry ${entry}`}`), `${entries} entries, ${checkpoints} checkpoints, ${faults.length} faults`].join('\n')
}
