import { join } from 'node:path'
import type { BatchReport } from '#contract/capture.ts'
import { stationCode } from '#contract/identity.ts'
import { readAgentConfig } from '#agent/config.ts'
import { pileFrom, pileOptions, pileUsage } from '#agent/station/pile-options.ts'
import { readConfig } from '../../config.ts'
import { ensureLocalAgent } from '../../local-agents.ts'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { reportText } from '../report-text.ts'
import { listDevices } from '../list-devices.ts'
import { scanInChild } from '../scan-in-child.ts'
import { scanProgress } from '../scan-progress.ts'
import { UsageError } from '../usage-error.ts'

export const scan: Command = {
  name: 'scan',
  usage: `${pileUsage} [--profile P] [--no-wait], or --list`,
  summary: 'Feed the paper in a scanner, or a folder of images, PDF and TIFF files in name order (run again, it goes on where it stopped); --list shows the scanners',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { ...pileOptions, list: { type: 'boolean' }, profile: { type: 'string' }, 'no-wait': { type: 'boolean' } }, 'scan')
    const { sane } = readAgentConfig()
    if (values.list) return listDevices(sane, asJson)
    const found = pileFrom(values, sane)
    if (!found.ok) throw new UsageError(`${found.detail} Try: opis help scan`)
    const client = await connect()
    const { dataFolder } = readConfig()
    await ensureLocalAgent({ url: client.url, folder: join(dataFolder, 'station'), role: 'station', issueCode: async () => stationCode.parse(await client.post('/stations/code')).code })
    const stop = new AbortController()
    process.once('SIGINT', () => stop.abort())
    process.once('SIGTERM', () => stop.abort())
    const progress = scanProgress((line) => process.stderr.write(line), process.stderr.isTTY)
    const report = await scanInChild({
      options: values,
      serverUrl: client.url,
      dataFolder,
      signal: stop.signal,
      onProgress: progress,
      // Before the station forgets the batch: a crash in between repeats the report, never the pile.
      onReport: async (done) => printResult(done, asJson, reportText),
    })
    return exitOf(report)
  },
}

/** 8 when something of the pile waits for a person. */
function exitOf(report: BatchReport): number {
  return report.exceptions.length > 0 || report.rejected.length > 0 ? 8 : 0
}
