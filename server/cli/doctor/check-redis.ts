import { askRedis } from '#platform/jobs/ask-redis.ts'
import { doubtful, well, type CheckPart } from './check.ts'

/** Redis, where there is one. Its absence is no failure: jobs then stay in the process. */
export const checkRedis: CheckPart = async (config) => {
  if (config.redisUrl === null) return []
  const answer = await askRedis(config.redisUrl)
  return [answer.ok ? well('redis', `Redis ${answer.version}`) : doubtful('redis', 'not in use; jobs stay in the process and nothing waits for it', answer.detail)]
}
