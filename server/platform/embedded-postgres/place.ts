import { chmod, chown, lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { newSecret } from '#kernel/ids.ts'
import { openFolder } from './binaries.ts'
import { closedFolder, databaseUser, type SystemUser } from './unprivileged-user.ts'

/**
 * Where one cluster lives. `home` holds the cluster and its socket and belongs to the user that runs it:
 * `postgresql` in the data folder, or a folder under /var/lib/opis to which that name is then a link.
 */
export type Place = { home: string; cluster: string; user: SystemUser | null; password: string }

/**
 * Finds or makes the place of the cluster of `dataFolder`. The password is made once and kept in
 * `dataFolder/password`, readable by the owner of the data folder only.
 */
export async function placeOfCluster(dataFolder: string, elsewhere: string = openFolder): Promise<Place> {
  await mkdir(dataFolder, { recursive: true })
  const name = join(dataFolder, 'postgresql')
  const user = await databaseUser(join(name, 'cluster'))
  if (user !== null) await chmod(dataFolder, 0o711)
  const linked = await readlink(name).catch(() => null)
  const home = linked ?? (user === null || (await closedFolder(dataFolder, user)) === null ? name : await makeElsewhere(name, user, elsewhere))
  await mkdir(home, { recursive: true })
  await chmod(home, user === null ? 0o700 : 0o711)
  if (user !== null) await chown(home, user.uid, user.gid)
  return { home, cluster: join(home, 'cluster'), user, password: await keptPassword(join(dataFolder, 'password')) }
}

async function makeElsewhere(name: string, user: SystemUser, elsewhere: string): Promise<string> {
  const home = join(elsewhere, `database-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(elsewhere, { recursive: true })
    const closed = await closedFolder(elsewhere, user)
    if (closed !== null) throw new Error(`${closed} is closed to ${user.name}`)
    await symlink(home, name)
  } catch (cause) {
    throw new OpisError(
      'bad-configuration',
      `The database user ${user.name} cannot enter ${dirname(name)}, and ${elsewhere} cannot be used instead. Choose a data folder that others may enter (OPIS_DATA), or set DATABASE_URL.`,
      { cause },
    )
  }
  return home
}

async function keptPassword(path: string): Promise<string> {
  const kept = await readFile(path, 'utf8').catch(() => '')
  if (kept.length >= 43) return kept.trim()
  const password = newSecret()
  await rm(path, { force: true })
  await writeFile(path, password, { mode: 0o600, flag: 'wx', flush: true })
  return password
}

/** Whether a finished cluster lies here; a killed initialisation leaves none, see `initialise`. */
export async function clusterExists(place: Place): Promise<boolean> {
  return (await lstat(join(place.cluster, 'PG_VERSION')).catch(() => null)) !== null
}
