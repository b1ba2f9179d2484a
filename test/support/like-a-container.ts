import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { chown } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Where the program would lie in a container. */
const installed = '/opt/opis'

export type Room = {
  /** The only folder that what is run here may write to, besides a small /tmp of its own. */
  data: string
  /** Runs a program to its end or until it is killed; paths below `/opt/opis` are those of this checkout. */
  run(words: readonly string[], env: Record<string, string>): RoomProcess
  /** Whether the code and the whole root are read-only and the user is another one. */
  closed: boolean
  remove(): Promise<void>
}

export type RoomProcess = { child: ChildProcess; output(): string; ended: Promise<number> }

/**
 * The room that a container would give, made with the kernel's own means where there is no engine: the whole
 * root and the code read-only, an own /tmp, a user without any right, none to be gained. Without the right to
 * make one (not root) the programs run as this user in the open.
 */
export async function likeAContainer(user: { uid: number; gid: number }): Promise<Room> {
  const base = await mkdtemp(join(tmpdir(), 'opis-room-'))
  const [data, code, scratch] = [join(base, 'data'), join(base, 'code'), join(base, 'tmp')]
  for (const folder of [data, code, scratch]) await mkdir(folder)
  const closed = process.getuid?.() === 0 && ((await stat(root)).mode & 0o005) === 0o005
  if (closed) {
    await chmod(base, 0o711)
    await chown(data, user.uid, user.gid)
  }
  const place = closed ? code : root
  const enter = [
    `mount --bind '${root}' '${code}' && mount -o remount,ro,bind '${code}'`,
    `mount --bind '${data}' '${data}' && mount -t tmpfs -o mode=1777,size=512m tmpfs '${scratch}'`,
    'mount -o remount,ro,bind /',
    `exec setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`,
  ].join(' && ')
  return {
    data,
    closed,
    run(words, env) {
      const program = words.map((word) => word.replace(installed, place))
      const [command = '', ...args] = closed ? ['unshare', '--mount', '/bin/sh', '-c', enter, 'sh', ...program] : program
      const child = spawn(command, args, { cwd: root, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TMPDIR: scratch, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      let text = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
      return { child, output: () => text, ended: once(child, 'close').then(([code]) => Number(code)) }
    },
    remove: () => rm(base, { recursive: true, force: true }),
  }
}
