import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { endProcess } from './end-process.ts'
import { freePort } from './server-process.ts'

const program = '/usr/sbin/dovecot'

/** Whether the Debian package `dovecot-imapd` is there; suites that need it are skipped without it. */
export const dovecotIsThere = existsSync(program) && existsSync('/usr/lib/dovecot/imap')

export type TestMailServer = {
  /** Address of the box for the setting. */
  url: string
  /** Lays a message into the inbox as a mail server would; `receivedAt`: when it came, else now. */
  deliver(message: string | Uint8Array, receivedAt?: Date): Promise<void>
  /** How many messages lie in the inbox and in the folder for what was taken. */
  count(): Promise<{ inbox: number; taken: number; takenSeen: number }>
  stop(): Promise<void>
}

/** A real IMAP server on a free port of loopback with one box, a process of its own. */
export async function startDovecot(): Promise<TestMailServer> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-dovecot-'))
  // Its helpers run as other users and have to pass through.
  await chmod(folder, 0o755)
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  const owner = isRoot ? 'dovecot' : userInfo().username
  const box = join(folder, 'box')
  for (const part of ['box/cur', 'box/new', 'box/tmp']) await mkdir(join(folder, part), { recursive: true })
  await writeFile(join(folder, 'dovecot.conf'), configuration({ folder, port, owner, box, isRoot }))
  await writeFile(join(folder, 'users'), 'intake:{PLAIN}a secret:::::\n')
  if (isRoot) await run('chown', ['-R', owner, box])
  const child = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  await accepts(port, child, () => said)
  let delivered = 0
  const listed = async (part: string) => (await readdir(join(box, part)).catch(() => []))
  return {
    url: `imap://intake:${encodeURIComponent('a secret')}@127.0.0.1:${port}/INBOX?taken=Taken`,
    async deliver(message, receivedAt) {
      delivered += 1
      const name = `${1_700_000_000 + delivered}.M${delivered}P${process.pid}.opis`
      await writeFile(join(box, 'tmp', name), message)
      if (receivedAt !== undefined) await utimes(join(box, 'tmp', name), receivedAt, receivedAt)
      if (isRoot) await run('chown', [owner, join(box, 'tmp', name)])
      await run('mv', [join(box, 'tmp', name), join(box, 'new', name)])
    },
    async count() {
      const taken = [...(await listed('.Taken/cur')), ...(await listed('.Taken/new'))]
      return { inbox: (await listed('new')).length + (await listed('cur')).length, taken: taken.length, takenSeen: taken.filter((name) => /:2,[^:]*S/.test(name)).length }
    },
    async stop() {
      process.removeListener('exit', killWithUs)
      await endProcess(child, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configuration({ folder, port, owner, box, isRoot }: { folder: string; port: number; owner: string; box: string; isRoot: boolean }): string {
  return [
    `base_dir = ${folder}/run`,
    `state_dir = ${folder}/state`,
    `log_path = ${folder}/log`,
    'protocols = imap',
    'listen = 127.0.0.1',
    'ssl = no',
    'disable_plaintext_auth = no',
    `default_internal_user = ${owner}`,
    `default_login_user = ${isRoot ? 'dovenull' : owner}`,
    'first_valid_uid = 1',
    `mail_location = maildir:${box}`,
    'maildir_stat_dirs = yes',
    'service anvil {\n  chroot =\n}',
    `service imap-login {\n  chroot =\n  inet_listener imap {\n    port = ${port}\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}`,
    `passdb {\n  driver = passwd-file\n  args = ${folder}/users\n}`,
    `userdb {\n  driver = static\n  args = uid=${owner} gid=${owner} home=${box}\n}`,
    '',
  ].join('\n')
}

async function run(name: string, args: string[]): Promise<void> {
  const [code] = (await once(spawn(name, args, { stdio: 'ignore' }), 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
}

async function accepts(port: number, child: ChildProcess, said: () => string): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const greeted = await Promise.race([once(socket, 'data').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false)
    socket.destroy()
    if (greeted) return
  }
  throw new Error(`dovecot ended with ${child.exitCode}: ${said()}`)
}
