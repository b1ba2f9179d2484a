import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { batchReport, type BatchReport } from '#contract/capture.ts'
import { searchResult } from '#contract/search.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { startElasticsearch } from '#test/support/elasticsearch.ts'
import { startEsclScanner, type EsclSheet } from '#test/support/escl-scanner.ts'
import { printCover } from '#test/support/print-cover.ts'
import { programEnv } from '#test/support/program-env.ts'
import { startRedis } from '#test/support/redis.ts'
import { freePort, startServerProcess } from '#test/support/server-process.ts'
import { damagedCover, pagesEach } from './damaged-pile.ts'
import { outcomeOf } from './outcome.ts'

/** Which parts carry search and jobs. */
export type Parts = { search: 'postgresql' | 'elasticsearch'; jobs: 'postgresql' | 'redis' }

/**
 * `opis scan --device` of a damaged pile on a whole installation of its own with these parts, each a process; gives what
 * is wrong with its batch report and its records, in sentences: pages lost, doubled, in a wrong record or not found.
 */
export async function scanDamaged(pages: readonly EsclSheet[][], parts: Parts, folder: string): Promise<string[]> {
  const stops: (() => Promise<void>)[] = []
  try {
    const settings: Record<string, string> = { OPIS_DATA: join(folder, 'data'), OPIS_PORT: String(await freePort()) }
    if (parts.search === 'elasticsearch') {
      const elasticsearch = await startElasticsearch()
      stops.push(() => elasticsearch.stop())
      settings['ELASTICSEARCH_URL'] = elasticsearch.url
    }
    if (parts.jobs === 'redis') {
      const redis = await startRedis()
      stops.push(() => redis.stop())
      settings['REDIS_URL'] = redis.url
    }
    const server = await startServerProcess(settings)
    stops.push(() => server.kill('SIGTERM'))
    const admin = callerWithToken(server.url, (await readRunFile(join(folder, 'data')))?.token ?? '')
    const sheets: EsclSheet[] = []
    const covers: string[] = []
    for (const [record, behind] of pages.entries()) {
      const cover = await printCover(admin, { class: record % 2 === 0 ? 'correspondence' : 'decisions', date: '2021-04-01', sheets: pagesEach })
      covers.push(cover.id)
      sheets.push(await damagedCover(cover.png, record), ...behind)
    }
    const scanner = await startEsclScanner({ sheets })
    stops.push(() => scanner.close())
    const printed = await opisScan(scanner.device, { OPIS_DATA: join(folder, 'data'), SANE_CONFIG_DIR: scanner.configFolder })
    const faults = faultsOf(batchReport.parse(JSON.parse(printed)), covers)
    const { records } = await outcomeOf(admin, printed)
    for (const [index, { facts }] of records.entries()) if (!('found' in facts) || facts.found !== true) faults.push(`record ${index + 1}: not each of its pages is found once`)
    const { degraded } = await admin.get(searchResult, 'GET', '/api/search?q=a')
    if (degraded) faults.push('search answered from the other engine')
    return faults
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** What the report would say of these covers if nothing were lost, doubled or misplaced, against what it says. */
function faultsOf(report: BatchReport, covers: readonly string[]): string[] {
  const size = pagesEach + 1
  const expected = {
    state: 'closed', fed: covers.length * size, archived: covers.length * pagesEach, searchable: true, exceptions: [], rejected: [],
    setAside: covers.map((_, record) => ({ image: record * size + 1, reason: 'cover' })),
    records: covers.map((cover, record) => ({ cover, pages: Array.from({ length: pagesEach }, (_, page) => record * size + page + 2) })),
  }
  const { state, fed, archived, searchable, exceptions, rejected, setAside, records } = report
  const found = { state, fed, archived, searchable, exceptions, rejected, setAside, records: records.map(({ cover, pages }) => ({ cover, pages })) }
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`the report says ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`]
}

/** The command as a person gives it, until the batch is searchable; its standard output. */
function opisScan(device: string, env: Record<string, string>): Promise<string> {
  const root = resolve(import.meta.dirname, '../..')
  const words = ['server/cli/opis.ts', 'scan', '--device', device, '--resolution', '300', '--json']
  return new Promise((done, fail) => {
    execFile(join(root, 'node_modules/.bin/node'), words, { env: { ...programEnv, ...env }, cwd: root, maxBuffer: 64 << 20 }, (error, output, errors) => {
      if (error === null) done(output)
      else fail(new Error(`opis scan ended with ${error.code}: ${errors.slice(-800)}`))
    })
  })
}
