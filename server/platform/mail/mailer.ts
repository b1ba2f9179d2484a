import { createTransport } from 'nodemailer'

/** Where mail goes and whose name it bears. `url`: `smtp://[user:password@]host[:port]`, `smtps://` for TLS from the start. */
export type MailSettings = { url: string; from: string }

/**
 * One letter. `id` makes its Message-ID, which stays the same however often it is tried. `inReplyTo`: the Message-ID that
 * it answers; an answer says of itself that no program shall answer it again (RFC 3834).
 */
export type Letter = { id: string; to: string; subject: string; text: string; inReplyTo?: string | null; isAnswer?: boolean }

/** `answer`: what the other side said. `permanent`: it will say the same again (5xx). */
export type Sent = { sent: true; answer: string } | { sent: false; permanent: boolean; answer: string }

export type Mailer = { from: string; send(letter: Letter): Promise<Sent> }

const patienceMs = 30_000
const answerChars = 500

/** The Message-ID of a letter: a bounce brings it back. */
export function messageIdOf(id: string, from: string): string {
  return `<opis.${id}@${from.split('@').at(-1)?.replace(/[>\s].*$/, '') ?? 'localhost'}>`
}

/** Sends by SMTP, one connection a letter; every outcome is a value. The only door to nodemailer. */
export function openMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport(url, { from })
  return {
    from,
    async send({ id, to, subject, text, inReplyTo = null, isAnswer = false }) {
      const answers = inReplyTo === null ? {} : { inReplyTo, references: [inReplyTo] }
      const headers = { 'Auto-Submitted': isAnswer ? 'auto-replied' : 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
      try {
        const { response } = await withPatience(transport.sendMail({ to, subject, text, ...answers, messageId: messageIdOf(id, from), headers, disableFileAccess: true, disableUrlAccess: true }))
        return { sent: true, answer: response.slice(0, answerChars) }
      } catch (error) {
        return refusalOf(error)
      }
    },
  }
}

/** Whether the mail server takes a connection and the name and password; nothing is sent. Never throws. */
export async function askMailServer({ url }: MailSettings): Promise<{ ok: true } | { ok: false; why: 'unreachable' | 'credentials'; said: string }> {
  const transport = createTransport(url, {})
  try {
    await withPatience(transport.verify())
    return { ok: true }
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'EAUTH' ? 'credentials' : 'unreachable'
    return { ok: false, why, said: refusalOf(error).answer }
  } finally {
    transport.close()
  }
}

function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} seconds`)), patienceMs)
  })
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer))
}

function refusalOf(error: unknown): Sent {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  const said = error instanceof Error ? ('response' in error && typeof error.response === 'string' ? error.response : error.message) : String(error)
  return { sent: false, permanent: code >= 500 && code < 600, answer: said.replaceAll(/\s+/g, ' ').slice(0, answerChars) }
}
