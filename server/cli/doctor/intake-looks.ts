import { intakeList, intakeSourcesView } from '#contract/intake.ts'
import type { Config } from '../../config.ts'
import { askServer } from './ask-server.ts'
import { doubtful, type CheckPart } from './check.ts'

/** How the running server found a source of the intake. `looked` false: none has looked yet, so what lies there is not stuck; `text`: for the detail of a finding. */
export type Look = { looked: boolean; fault: string | null; text: string }

/** Asks the running server how it found a source. */
export async function lookAt(config: Config, source: 'mail' | 'folder'): Promise<Look> {
  const found = (await askServer(config, '/intake/sources', intakeSourcesView))?.[source]
  if (found === undefined) return { looked: false, fault: null, text: '; no server looks into it' }
  const { configured, wellAt, lookedAt, fault } = found
  if (!configured) return { looked: false, fault: null, text: '; the server that runs was started without this setting' }
  return { looked: lookedAt !== null, fault, text: wellAt !== null ? `, last looked into well ${wellAt}` : lookedAt === null ? ', not looked into yet' : ', no look went well since the start' }
}

const waitDays = 3
const dayMs = 86_400_000

/** What waits to be registered for days: nobody tends the queue. Nothing is said of a queue that is tended. */
export const checkIntakeQueue: CheckPart = async (config) => {
  const [oldest] = (await askServer(config, '/intake?limit=1', intakeList))?.items ?? []
  if (oldest === undefined || Date.now() - Date.parse(oldest.receivedAt) < waitDays * dayMs) return []
  return [doubtful('intake queue', `the oldest waits to be registered since ${oldest.receivedOn}`, 'Let a clerk decide under Registry, Intake: terms run from the day on which it came.')]
}
