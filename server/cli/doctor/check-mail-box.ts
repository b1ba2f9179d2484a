import { askBox, type BoxFound } from '#platform/mail/imap-box.ts'
import { broken, doubtful, well, type CheckPart } from './check.ts'
import { lookAt } from './intake-looks.ts'

const name = 'mail box'
/** The box is looked into every minute: what lies longer is stuck. */
const stuckAfterMs = 15 * 60_000
const refusals: Record<Extract<BoxFound, { ok: false }>['why'], string> = {
  unreachable: 'Check the host and port of OPIS_INTAKE_IMAP_URL, the mail server and the line to it. Letters wait there meanwhile.',
  credentials: 'The mail server refuses the name or the password. Check both in OPIS_INTAKE_IMAP_URL; signs such as @ : / are written as %40 %3A %2F.',
  'no-folder': 'The folder that OPIS_INTAKE_IMAP_URL names after the host cannot be opened. Create it on the mail server, or name another one.',
}

/** The mail box of the intake, where one is set up: that it opens, and that what comes into it is taken out. */
export const checkMailBox: CheckPart = async (config) => {
  const { box } = config.intake
  if (box === null) return []
  const found = await askBox(box)
  if (!found.ok) return [broken(name, `${box.user} at ${box.host}: ${found.said}`, refusals[found.why])]
  const look = await lookAt(config, 'mail')
  const detail = `${box.folder} of ${box.user} at ${box.host}, ${found.messages} messages wait${look.text}`
  const oldestMs = found.oldest?.getTime() ?? Number.POSITIVE_INFINITY
  if (Date.now() - oldestMs > stuckAfterMs && look.looked) return [doubtful(name, `${detail}; the oldest came ${found.oldest?.toISOString() ?? ''}`, 'Letters that cannot be taken stay in the box. Open them with a mail program, save what is needed, and move them to another folder; the log says what is wrong with them.')]
  if (look.fault !== null) return [doubtful(name, `${detail}: ${look.fault}`, 'It is tried again each minute. If it goes on, look into the log of the server.')]
  if (!found.hasTaken) return [well(name, `${detail}; the folder ${box.taken} is made when the first letter is taken`)]
  return [well(name, detail)]
}
