import type { IntakeSourcesView } from '#contract/intake.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import type { BoxAddress } from '#platform/mail/imap-box.ts'
import { newWatch, takeFiles } from './folder/take-files.ts'
import { fetchMail, type MailContext } from './mail/fetch-mail.ts'

/** `box`, `folder` null: this source is not set up, and nothing is looked into. */
export type SourceContext = MailContext & { box: BoxAddress | null; folder: string | null; log: Pick<Log, 'info' | 'warn'> }

/** Looks into the mail box and the scanner folder; knows how they were found. */
export type SourceTimer = {
  /** Looks now into both, after a look that is under way. */
  look(): Promise<void>
  /** How they were found when they were last looked into. */
  state(): IntakeSourcesView
  start(): void
  stop(): Promise<void>
}

const folderEveryMs = 10_000
const mailEveryMs = 60_000

/** Looks into the folder every ten seconds and into the mail box every minute. A fault is kept for the screen and tried again. */
export function createSourceTimer(context: SourceContext): SourceTimer {
  const { box, folder, log } = context
  const timers: NodeJS.Timeout[] = []
  const watch = newWatch()
  const state: IntakeSourcesView = { mail: { configured: box !== null, lookedAt: null, wellAt: null, taken: 0, fault: null }, folder: { configured: folder !== null, lookedAt: null, wellAt: null, taken: 0, fault: null } }
  let goesOn = true
  let running: Promise<void> = Promise.resolve()
  const step = (of: 'mail' | 'folder', work: (told: (cause: unknown) => void) => Promise<number>) => {
    const round = async () => {
      if (!goesOn) return
      const source = state[of]
      let fault: string | null = null
      const told = (cause: unknown) => {
        fault = faultOf(cause)
        log.warn(`intake from ${of} failed, it is tried again`, { cause: causeOf(cause) })
      }
      try {
        const taken = await work(told)
        source.taken += taken
        if (taken > 0) log.info(`intake from ${of}`, { taken })
      } catch (error) {
        told(error)
      }
      const lookedAt = context.clock.now().toISOString()
      Object.assign(source, { fault, lookedAt, ...(fault === null ? { wellAt: lookedAt } : {}) })
    }
    running = running.then(round)
    return running
  }
  const mail = async () => (box === null ? undefined : step('mail', async (told) => (await fetchMail(context, box, () => goesOn, told)).taken))
  const files = async () => (folder === null ? undefined : step('folder', (told) => takeFiles(context, folder, watch, () => goesOn, told)))
  return {
    async look() {
      await files()
      await mail()
    },
    state: () => structuredClone(state),
    start() {
      timers.push(setInterval(() => void files(), folderEveryMs), setInterval(() => void mail(), mailEveryMs))
      for (const timer of timers) timer.unref()
      void files()
      void mail()
    },
    async stop() {
      goesOn = false
      for (const timer of timers) clearInterval(timer)
      await running
    },
  }
}

/** What the screen shows of a fault: what the other side said, without addresses of people or secrets. */
function faultOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown'
  const said = 'responseText' in cause && typeof cause.responseText === 'string' ? cause.responseText : 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
  return said.replaceAll(/\s+/g, ' ').slice(0, 300)
}
