import { Redis } from 'ioredis'
import { redisOptions } from './redis-options.ts'

/** Whether a Redis answers and takes our jobs; the sentence never holds the password. */
export type RedisAnswer = { ok: true; version: string } | { ok: false; detail: string }

/** Asks once, without waiting for one that is away, and writes nothing. */
export async function askRedis(url: string): Promise<RedisAnswer> {
  const redis = new Redis({ ...redisOptions(url), lazyConnect: true, retryStrategy: () => null })
  let fault: Error | undefined
  redis.on('error', (error: Error) => (fault ??= error))
  const { protocol, hostname, port } = new URL(url)
  const place = `${hostname}:${port || '6379'}`
  try {
    await redis.connect()
    const info = await redis.info()
    if (/^role:slave/m.test(info)) return { ok: false, detail: `The Redis at ${place} is a replica and takes nothing. Give REDIS_URL the address of its primary.` }
    return { ok: true, version: /^redis_version:(\S+)/m.exec(info)?.[1] ?? 'of unknown version' }
  } catch (error) {
    return { ok: false, detail: adviceOf(fault ?? error, place, protocol === 'rediss:') }
  } finally {
    redis.disconnect()
  }
}

function adviceOf(error: unknown, place: string, secure: boolean): string {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (/WRONGPASS|invalid password/i.test(message)) return `The Redis at ${place} refuses the password. Correct it in REDIS_URL; special characters are written as %XX there.`
  if (/NOAUTH/.test(message)) return `The Redis at ${place} asks for a password. Write it into REDIS_URL: redis://:PASSWORD@HOST:PORT.`
  if (/NOPERM/.test(message)) return `The user of REDIS_URL may not do what Opis needs at ${place}. Allow it every command on keys that begin with opis:.`
  if (/LOADING/.test(message)) return `The Redis at ${place} is still loading its data; it is used when it is done.`
  if (/CERT|SELF_SIGNED|VERIFY|ISSUER/.test(code)) return `The certificate of the Redis at ${place} is not trusted here (${code}). Start Opis with NODE_EXTRA_CA_CERTS set to the file of its authority.`
  return `No Redis answers${secure ? ' over TLS' : ''} at ${place}. Start it, or correct REDIS_URL.`
}
