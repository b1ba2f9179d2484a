import { intakeList, intakeSourcesView } from '#contract/intake.ts'
import type { Config } from '../../config.ts'
import { readRunFile } from '../../run-file.ts'
import { connect } from '../client.ts'
import { doubtful, type CheckPart } from './check.ts'

/** How the running server found a source of the intake. `looked` false: none has looked yet, so what lies there is not stuck; `text`: for the detail of a finding. */
export type Look = { looked: boolean; fault: string | null; text: string }

/** Asks the running server; where it does not answer, that is the finding of another check. */
export async function lookAt(config: Config, source: 'mail' | 'folder'): Promise<Look> {
  try {
    if (!config.remote && (await readRunFile(config.dataFolder)) === null) throw new Error('no server runs')
    const { configured, wellAt, lookedAt, fault } = intakeSourcesView.parse(await (await connect()).get('/intake/sources'))[source]
    if (!configured) return { looked: false, fault: null, text: '; the server that runs was started without this setting' }
    return { looked: lookedAt !== null, fault, text: wellAt !== null ? `, last looked into well ${wellAt}` : lookedAt === null ? ', not looked into yet' : ', no look went well since the start' }
  } catch {
    return { looked: false, fault: null, text: '; no server looks into it' }
  }
}

const waitDays = 3
const dayMs = 86_400_000

/** What waits to be registered for days: nobody tends the queue. Nothing is said of a queue that is tended. */
export const checkIntakeQueue: CheckPart = async (config) => {
  try {
    if (!config.remote && (await readRunFile(config.dataFolder)) === null) return []
    const [oldest] = intakeList.parse(await (await connect()).get('/intake?limit=1')).items
    if (oldest === undefined || Date.now() - Date.parse(oldest.receivedAt) < waitDays * dayMs) return []
    return [doubtful('intake queue', `the oldest waits to be registered since ${oldest.receivedOn}`, 'Let a clerk decide under Registry, Intake: terms run from the day on which it came.')]
  } catch {
    return []
  }
}
