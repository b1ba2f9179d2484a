import { randomBytes } from 'node:crypto'
import { systemClock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { openDatabase } from '#platform/database.ts'
import { jsonLog } from '#platform/logger.ts'
import { readConfig } from '../../config.ts'
import { readStatusConfig } from '../../public-status/config.ts'
import { ensureStatusRole, giveLogin, roleSql, statusRole } from '../../public-status/role/status-role.ts'
import { startStatus } from '../../public-status/start-status.ts'
import { version } from '../../version.ts'
import { parseWords, printResult, wholeNumber, type Command } from '../command.ts'

export const statusStart: Command = {
  name: 'status start',
  usage: '[--port N] [--check-config]',
  summary: 'Run the public status page as a process of its own, for another network than the server',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { port: { type: 'string' }, 'check-config': { type: 'boolean' } }, 'status start')
    const port = wholeNumber(values.port, 'port', { min: 0, max: 65_535 })
    const config = { ...readStatusConfig(), ...(port === undefined ? {} : { port }) }
    if (values['check-config']) return 0
    const stopAsked = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    const running = await startStatus({ ...config, version: version(), log: jsonLog(process.stderr, () => systemClock.now()) })
    printResult({ ready: true, url: running.url }, asJson, ({ url }) => `The public status page is ready: ${url}/status`)
    await stopAsked
    await running.stop()
    return 0
  },
}

export const statusRoleCommand: Command = {
  name: 'status role',
  usage: '[--sql]',
  summary: `Make the database role ${statusRole} with a new password, shown once; --sql prints what an administrator of the database runs instead`,
  async run(words, { asJson }) {
    const { values } = parseWords(words, { sql: { type: 'boolean' } }, 'status role')
    if (values.sql) {
      printResult({ sql: roleSql() }, asJson, ({ sql }) => sql.trimEnd())
      return 0
    }
    const { databaseUrl } = readConfig()
    if (databaseUrl === null) throw new OpisError('not-in-this-state', 'The embedded database is reached from this process tree alone: the server shows the public page itself, under /status. A process of its own needs an existing PostgreSQL (DATABASE_URL).')
    const database = openDatabase(databaseUrl, () => undefined, 1)
    try {
      const made = await ensureStatusRole(database.pool)
      if (made === 'missing') throw new OpisError('forbidden', 'The account in DATABASE_URL may not make roles. Let an administrator of the database run what this prints: opis status role --sql')
      const password = randomBytes(24).toString('base64url')
      await giveLogin(database.pool, password)
      const url = new URL(databaseUrl)
      url.username = statusRole
      url.password = password
      printResult({ role: statusRole, databaseUrl: url.href }, asJson, (told) => `OPIS_STATUS_DATABASE_URL=${told.databaseUrl}`)
      return 0
    } finally {
      await database.close()
    }
  },
}
