import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type TestSmtpServer = {
  /** Address for the setting. */
  url: string
  /** What it took, the oldest first. */
  got: ParsedMail[]
  stop(): Promise<void>
}

/** A real SMTP server on a free port of loopback, which keeps what it is given. `account`: it wants this name and password. */
export async function startSmtpServer(account?: { user: string; password: string }): Promise<TestSmtpServer> {
  const got: ParsedMail[] = []
  const server = new SMTPServer({
    ...(account === undefined ? { disabledCommands: ['STARTTLS', 'AUTH'] } : { disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authOptional: false }),
    onAuth: ({ username, password }, _session, done) => (username === account?.user && password === account?.password ? done(null, { user: username }) : done(new Error('Invalid username or password'))),
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => void simpleParser(Buffer.concat(chunks)).then((mail) => (got.push(mail), done())))
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://${account === undefined ? '' : `${account.user}:${encodeURIComponent(account.password)}@`}127.0.0.1:${port}`, got, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
