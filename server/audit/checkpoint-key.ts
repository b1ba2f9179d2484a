import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { syncFolder } from '#platform/durable-file.ts'
import { noteSigner, type NoteSigner } from './signed-note.ts'

const keyName = 'opis-audit'

/**
 * The key that signs checkpoints, from `audit-checkpoint.pem` in the folder; made when there is none,
 * readable by the owner only, and never replaced. `made` tells the first time. Errors:
 * `bad-configuration` when the file holds no such key.
 */
export async function checkpointKey(folder: string): Promise<{ signer: NoteSigner; made: boolean }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const file = join(folder, 'audit-checkpoint.pem')
  const made = await makeKey(folder, file)
  try {
    return { signer: noteSigner(keyName, await readFile(file, 'utf8')), made }
  } catch (error) {
    throw new OpisError('bad-configuration', `${file} holds no Ed25519 key. Restore it from a backup; do not remove it.`, { cause: error })
  }
}

/** Under its own name only when it is whole, and never over another: a link refuses what is there already. */
async function makeKey(folder: string, file: string): Promise<boolean> {
  if (await readFile(file).then(() => true, () => false)) return false
  const { privateKey } = generateKeyPairSync('ed25519')
  const temporary = join(folder, `${randomUUID()}.part`)
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(temporary, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
    await syncFolder(folder)
  }
}
