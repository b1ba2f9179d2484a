import { z } from 'zod'
import { askMailServer } from '#platform/mail/mailer.ts'
import { askServer } from './ask-server.ts'
import { broken, doubtful, well, type CheckPart } from './check.ts'

const name = 'outgoing mail'
const counts = z.object({ counts: z.object({ queued: z.int(), failed: z.int() }) })
const refusals = {
  unreachable: 'Check the host and port of OPIS_SMTP_URL, the mail server and the line to it. Mails wait and are tried again for days.',
  credentials: 'The mail server refuses the name or the password. Check both in OPIS_SMTP_URL; signs such as @ : / are written as %40 %3A %2F.',
}

/** The mail server that takes what is mailed, where one is set up, and what could not be sent. Nothing is sent. */
export const checkMailSender: CheckPart = async (config) => {
  if (config.mail === null) return []
  const { host } = new URL(config.mail.url)
  const found = await askMailServer(config.mail)
  if (!found.ok) return [broken(name, `${host}: ${found.said}`, refusals[found.why])]
  const mails = (await askServer(config, '/mails?limit=1', counts))?.counts ?? null
  const detail = `${host} as ${config.mail.from}${mails === null ? '' : `, ${mails.queued} mails wait`}`
  if (mails !== null && mails.failed > 0) return [doubtful(name, `${detail}, ${mails.failed} could not be sent`, 'Look at them under Administration, Outgoing mail: put the addresses right and send them again.')]
  return [well(name, detail)]
}
