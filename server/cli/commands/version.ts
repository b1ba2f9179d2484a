import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { version } from '../../version.ts'
import { printResult, type Command } from '../command.ts'

export const versionCommand: Command = {
  name: 'version',
  usage: '',
  summary: 'Versions of program, schema and runtime',
  async run(_words, { asJson }) {
    const migrations = (await readdir(resolve(import.meta.dirname, '../../migrations'))).filter((name) => name.endsWith('.sql')).sort()
    const answer = { version: version(), schema: (migrations.at(-1) ?? '').replace(/\.sql$/, ''), node: process.version }
    printResult(answer, asJson, (known) => `opis ${known.version}, schema ${known.schema}, node ${known.node}`)
    return 0
  },
}
