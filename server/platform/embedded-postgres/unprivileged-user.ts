import { execFile } from 'node:child_process'
import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { OpisError } from '#kernel/errors.ts'

/** A user of this machine by numbers; `null` stands for "the user we already are". */
export type SystemUser = { name: string; uid: number; gid: number }

const ownUserName = 'opis-postgres'

/**
 * Finds a user in the text of a passwd file (passwd(5): name, password, uid, gid, …).
 * Users from other directories are not seen; a local one is made instead.
 */
export function userInPasswd(passwd: string, wanted: { name: string } | { uid: number }): SystemUser | null {
  for (const line of passwd.split('\n')) {
    const [name, , uidText, gidText] = line.split(':')
    if (name === undefined || uidText === undefined || gidText === undefined) continue
    const user = { name, uid: Number(uidText), gid: Number(gidText) }
    if ('name' in wanted ? user.name === wanted.name : user.uid === wanted.uid) return user
  }
  return null
}

/**
 * The user as whom root starts PostgreSQL, which refuses to run as root: the owner of an existing
 * cluster, else `postgres`, else a system user of our own, made when it is missing. Answers `null`
 * when this process is not root. Throws `bad-configuration` when no such user can be had.
 */
export async function databaseUser(clusterFolder: string): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null
  const owner = await stat(clusterFolder).then((found) => found.uid, () => 0)
  const passwd = await readFile('/etc/passwd', 'utf8')
  const known =
    (owner === 0 ? null : userInPasswd(passwd, { uid: owner })) ??
    userInPasswd(passwd, { name: 'postgres' }) ??
    userInPasswd(passwd, { name: ownUserName })
  return known ?? makeUser()
}

async function makeUser(): Promise<SystemUser> {
  let cause: unknown
  try {
    await promisify(execFile)(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', ownUserName],
      { timeout: 10_000 },
    )
  } catch (error) {
    // Another process may have made it at the same moment: the passwd file decides.
    cause = error
  }
  const made = userInPasswd(await readFile('/etc/passwd', 'utf8'), { name: ownUserName })
  if (made !== null) return made
  throw new OpisError(
    'bad-configuration',
    'PostgreSQL does not run as root and no other user could be made for it. Run Opis as an ordinary user, or add a system user named postgres, or set DATABASE_URL.',
    { cause },
  )
}

type Mode = { mode: number; uid: number; gid: number }

function mayEnter(folder: Mode, user: SystemUser): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}

/**
 * The first folder on the way to `path` (itself included) that the user may not enter, or null when
 * the way is open. Reads permission bits only; `path` must exist.
 */
export async function closedFolder(path: string, user: SystemUser): Promise<string | null> {
  const way: string[] = []
  for (let folder = await realpath(path); ; folder = dirname(folder)) {
    way.unshift(folder)
    if (dirname(folder) === folder) break
  }
  for (const folder of way) {
    const found = await stat(folder)
    if (found.isDirectory() && !mayEnter(found, user)) return folder
  }
  return null
}
