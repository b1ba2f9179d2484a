import type { FeedEvent, FeedJob, Scanner } from '../port.ts'
import { askDevices } from './ask-device.ts'
import { capabilitiesOf } from './capabilities-of.ts'
import { setUpDevice } from './device-setup.ts'
import type { Patience } from './drive-feeder.ts'
import { feedPages } from './feed-pages.ts'
import { planJob } from './plan-job.ts'
import type { SaneSettings } from './settings.ts'

const usualPatience: Patience = { silentMs: 90_000, stoppingMs: 15_000, closingMs: 5_000 }

/**
 * Every scanner that SANE drives, through its own program `scanimage` in a process beside us: a driver that crashes
 * or hangs takes nothing else down. Images are kept pixel for pixel as the driver delivers them. Where a job leaves
 * it open: the feeder, one side, 300 dpi, grey, A4.
 */
export function saneScanner(settings: SaneSettings, patience: Patience = usualPatience): Scanner {
  return {
    async list() {
      const found = await askDevices(settings)
      return found.ok ? found.devices : []
    },
    async capabilities(device) {
      const setup = await setUpDevice(settings, device, { source: null, duplex: false })
      return setup.ok ? { ok: true, capabilities: capabilitiesOf(setup) } : setup
    },
    feed: (job, signal) => feed(settings, patience, job, signal),
  }
}

async function* feed(settings: SaneSettings, patience: Patience, job: FeedJob, signal: AbortSignal): AsyncGenerator<FeedEvent> {
  const setup = await setUpDevice(settings, job.device, job)
  const plan = setup.ok ? planJob(job, setup) : setup
  if (!plan.ok) {
    yield { type: 'ended', reason: plan.fault, detail: plan.detail }
    return
  }
  yield* feedPages(settings, plan, job, patience, signal)
}
