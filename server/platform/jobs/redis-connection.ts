import { once } from 'node:events'
import { Redis } from 'ioredis'
import { causeOf, type Log } from '../logger.ts'
import { redisOptions, silenceLimitMs } from './redis-options.ts'

export type RedisConnection = {
  /** For commands that answer at once; they fail while Redis is away. */
  asking: Redis
  /** For commands that wait in Redis; they survive its absence. */
  waiting: Redis
  isUp(): boolean
  close(): void
}

/**
 * Connects and answers when Redis does, at the latest after a moment: without it work goes on, and
 * it is used from when it comes. The log hears of every change, once.
 */
export async function openRedis(url: string, log: Log, waitSeconds: number): Promise<RedisConnection> {
  const options = redisOptions(url)
  const asking = new Redis(options)
  const waiting = new Redis({
    ...options,
    socketTimeout: silenceLimitMs + waitSeconds * 1000,
    enableReadyCheck: false,
    enableOfflineQueue: true,
    autoResendUnfulfilledCommands: true,
    maxRetriesPerRequest: null,
  })
  let cause = 'no answer'
  let isUp: boolean | undefined
  const change = (now: boolean) => {
    if (isUp === now) return
    isUp = now
    if (now) log.info('redis carries the jobs')
    else log.warn('redis is away: jobs stay in this process until it is back', { cause })
  }
  for (const connection of [asking, waiting]) connection.on('error', (error: Error) => (cause = causeOf(error)))
  asking.on('ready', () => change(true))
  asking.on('close', () => change(false))
  await once(asking, 'ready', { signal: AbortSignal.timeout(silenceLimitMs) }).catch(() => change(false))
  return {
    asking,
    waiting,
    isUp: () => isUp === true && asking.status === 'ready',
    close() {
      asking.removeAllListeners('close')
      for (const connection of [asking, waiting]) connection.disconnect()
    },
  }
}
