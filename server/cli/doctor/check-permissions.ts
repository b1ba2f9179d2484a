import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { doubtful, well, type CheckPart } from './check.ts'

/** What other users of the machine must not read: papers, keys, and the token that makes whoever has it administrator. */
const closed = ['intake', 'keys', 'pictures', 'recogniser', 'run', 'station', 'store', 'store.staging', 'work', 'audit-checkpoints.jsonl', 'database/password']
const others = 0o077

/** What of the data folder other users could look into, or belongs to another user than the folder itself. */
export const checkPermissions: CheckPart = async (config) => {
  if (config.remote) return []
  const whole = await lstat(config.dataFolder).catch(() => null)
  if (!whole || (await readdir(config.dataFolder)).length === 0) return []
  const found = await Promise.all(closed.map(async (name) => ({ name, facts: await lstat(join(config.dataFolder, name)).catch(() => null) })))
  const readable = found.filter(({ facts }) => facts && !facts.isSymbolicLink() && (facts.mode & others) !== 0).map(({ name }) => name)
  const foreign = found.filter(({ facts }) => facts && facts.uid !== whole.uid).map(({ name }) => name)
  return [
    readable.length === 0 ? well('permissions', 'keys and papers are closed to other users') : doubtful('permissions', `other users may look into ${readable.join(', ')}`, `Close them: chmod go= ${readable.map((name) => join(config.dataFolder, name)).join(' ')}`),
    ...(foreign.length === 0 ? [] : [doubtful('permissions', `${foreign.join(', ')} belong to another user than the data folder`, 'Start every part of this folder as the same user, and give the files to that user with chown.')]),
  ]
}
