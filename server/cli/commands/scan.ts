import { join } from 'node:path'
import type { BatchReport } from '#contract/capture.ts'
import { stationCode } from '#contract/identity.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import { readConfig } from '../../config.ts'
import { ensureLocalAgent } from '../../local-agents.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { reportText } from '../report-text.ts'
import { scanProgress } from '../scan-progress.ts'

const giveUpAfterMs = 120_000

export const scan: Command = {
  name: 'scan',
  usage: '--folder DIR [--profile P] [--no-wait]',
  summary: 'Feed a folder of images, PDF and TIFF files in name order through the station; run again, it goes on where it stopped',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { folder: { type: 'string' }, profile: { type: 'string' }, 'no-wait': { type: 'boolean' } }, 'scan')
    const folder = needed(values.folder, '--folder')
    const client = await connect()
    const dataFolder = join(readConfig().dataFolder, 'station')
    await ensureLocalAgent({ url: client.url, folder: dataFolder, role: 'station', issueCode: async () => stationCode.parse(await client.post('/stations/code')).code })
    const stop = new AbortController()
    process.once('SIGINT', () => stop.abort())
    process.once('SIGTERM', () => stop.abort())
    const progress = scanProgress((line) => process.stderr.write(line), process.stderr.isTTY)
    const report = await scanPile({
      serverUrl: new URL(client.url).origin,
      dataFolder,
      giveUpAfterMs,
      pile: { folder },
      wait: !values['no-wait'],
      signal: stop.signal,
      onProgress: progress,
      // Before the station forgets the batch: a crash in between repeats the report, never the pile.
      onReport: async (done) => printResult(done, asJson, reportText),
      ...(values.profile === undefined ? {} : { profile: values.profile }),
    })
    return exitOf(report)
  },
}

/** 8 when something of the pile waits for a person. */
function exitOf(report: BatchReport): number {
  return report.exceptions.length > 0 || report.rejected.length > 0 ? 8 : 0
}
