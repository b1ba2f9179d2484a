import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { syncFolder } from '#platform/durable-file.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { exportFormats, layouts, type ExportFormat } from '../export/formats.ts'
import { takeExport } from '../export/take-export.ts'
import { UsageError } from '../usage-error.ts'

const string = { type: 'string' } as const

export const exportRecords: Command = {
  name: 'export',
  usage: '--record ID | --file F | --all   --format ocfl|bagit|files --out DIR [--as USER]',
  summary: 'Records with all their files into a new folder, every byte checked; a folder that holds something is never touched; exit 8 if a record is damaged',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { record: string, file: string, all: { type: 'boolean' }, format: string, out: string, as: string }, 'export')
    if ([values.record, values.file, values.all].filter((one) => one !== undefined).length !== 1) throw new UsageError('Give one of --record, --file and --all.')
    const format = formatOf(needed(values.format, '--format'))
    const out = resolve(needed(values.out, '--out'))
    await refuseFilled(out)
    const client = await connect()
    const query = new URLSearchParams({ ...(values.record ? { record: values.record } : {}), ...(values.file ? { file: values.file } : {}) })
    const archive = await client.stream('GET', `/export?${query}`, { as: values.as })
    const work = join(dirname(out), `.${basename(out)}.${process.pid}.part`)
    await mkdir(work, { recursive: true, mode: 0o700 })
    try {
      const layout = await layouts[format](join(work, 'export'), new Date())
      const report = await takeExport(archive, join(work, 'arriving'), layout.take)
      await layout.end()
      await refuseFilled(out)
      await rename(join(work, 'export'), out)
      await syncFolder(dirname(out))
      printResult(report, asJson, (done) => [...done.bad.map((one) => `not exported: ${one.record}: ${one.fault}`), `${done.records} records, ${done.files} files, ${done.bytes} bytes in ${out}`].join('\n'))
      return report.bad.length > 0 ? 8 : 0
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  },
}

function formatOf(text: string): ExportFormat {
  const format = exportFormats.find((one) => one === text)
  if (!format) throw new UsageError(`--format takes one of: ${exportFormats.join(', ')}.`)
  return format
}

/** Errors: `already-exists`. */
async function refuseFilled(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new OpisError('already-exists', `${folder} is no folder. Give another name.`)
  })
  if (entries.length > 0) throw new OpisError('already-exists', `${folder} is not empty. Give the name of a new folder.`)
}
