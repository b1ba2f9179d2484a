import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readConfig, type Config } from '../../config.ts'
import { readRunFile } from '../../start.ts'
import { loadSchedules } from '#server/retention/load-schedules.ts'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'

type Check = { name: string; state: 'ok' | 'warn' | 'fail'; detail: string; advice?: string }

const lowDiskGb = 5
const statusAnswer = z.object({ pagesWaiting: z.int(), pagesFailed: z.int(), tasksFailed: z.array(z.unknown()), search: z.string(), jobs: z.string() })

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'Check every part and say what to do; exit 7 if one fails',
  async run(words, { asJson }) {
    parseWords(words, {}, 'doctor')
    const config = readConfig()
    const checks = [checkNode(), await checkFolder(config), await checkDisk(config), checkUi(), await checkSchedules(config), ...(await checkServer(config))]
    printResult({ checks }, asJson, (answer) => answer.checks.map((check) => `${check.state.padEnd(4)} ${check.name}: ${check.detail}${check.advice ? `\n     ${check.advice}` : ''}`).join('\n'))
    return checks.some((check) => check.state === 'fail') ? 7 : 0
  },
}

function checkNode(): Check {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24 ? { name: 'node', state: 'ok', detail: process.version } : { name: 'node', state: 'fail', detail: process.version, advice: 'Start through npm run, which brings Node 24.' }
}

async function checkFolder(config: Config): Promise<Check> {
  try {
    await mkdir(config.dataFolder, { recursive: true })
    await access(config.dataFolder, constants.R_OK | constants.W_OK)
    return { name: 'data folder', state: 'ok', detail: config.dataFolder }
  } catch {
    return { name: 'data folder', state: 'fail', detail: config.dataFolder, advice: 'Give this user the right to write there, or set OPIS_DATA.' }
  }
}

async function checkDisk(config: Config): Promise<Check> {
  const { bavail, bsize } = await statfs(existsSync(config.dataFolder) ? config.dataFolder : '.')
  const freeGb = Math.floor((bavail * bsize) / 1e9)
  const detail = `${freeGb} GB free`
  return freeGb >= lowDiskGb ? { name: 'disk', state: 'ok', detail } : { name: 'disk', state: 'warn', detail, advice: 'Make room: when the disk is full, stations wait and nothing is archived.' }
}

function checkUi(): Check {
  const built = existsSync(resolve(import.meta.dirname, '../../../ui/dist/index.html'))
  return built ? { name: 'user interface', state: 'ok', detail: 'built' } : { name: 'user interface', state: 'warn', detail: 'not built', advice: 'Run: npm run build' }
}

async function checkSchedules(config: Config): Promise<Check> {
  try {
    const schedules = await loadSchedules(config.schedulesFolder)
    return { name: 'retention schedules', state: 'ok', detail: `${schedules.length} in force` }
  } catch (error) {
    return { name: 'retention schedules', state: 'fail', detail: error instanceof Error ? error.message : String(error), advice: 'Mend the file; no schedule of the folder is used until then.' }
  }
}

async function checkServer(config: Config): Promise<Check[]> {
  if (!config.remote && !(await readRunFile(config.dataFolder))) return [{ name: 'server', state: 'warn', detail: 'not running', advice: 'Start it with: opis start' }]
  try {
    const status = statusAnswer.parse(await (await connect()).get('/status'))
    const failed = status.pagesFailed + status.tasksFailed.length
    return [
      { name: 'server', state: 'ok', detail: `search ${status.search}, jobs ${status.jobs}` },
      { name: 'recognition', state: 'ok', detail: `${status.pagesWaiting} pages wait` },
      failed === 0 ? { name: 'line', state: 'ok', detail: 'nothing was given up' } : { name: 'line', state: 'warn', detail: `${failed} steps were given up`, advice: 'Look at them with GET /api/status; the pages themselves are safe.' },
    ]
  } catch (error) {
    return [{ name: 'server', state: 'fail', detail: error instanceof Error ? error.message : String(error), advice: 'Look at its log; start it again with: opis start' }]
  }
}
