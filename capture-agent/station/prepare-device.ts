import { OpisError } from '#kernel/errors.ts'
import { createBatch } from '../by-hand/create-batch.ts'
import type { PageSize, ScanMode, Scanner } from '../scanner/port.ts'
import type { SpooledBatch } from '../spool/spooled-batch.ts'
import type { Feeding, Station } from './run-batch.ts'

/** The paper in a scanner. `goOn`: it is the rest of the pile whose feeding was interrupted last. */
export type DevicePile = {
  scanner: Scanner
  device: string
  source?: string
  resolutionDpi?: number
  duplex?: boolean
  mode?: ScanMode
  pageSize?: PageSize
  goOn?: boolean
}

/** A batch and what is still to be fed into it. */
export type Prepared = { batch: SpooledBatch; feeding: Feeding; resumed: boolean }

/**
 * A new batch for the paper in a scanner, or the one whose feeding a jam or the like interrupted. Only a person knows
 * whether the paper is the rest of that pile, so it is never guessed.
 *
 * @throws OpisError `not-found` where no interrupted batch of that scanner is left
 */
export async function prepareDevice(station: Station, pile: DevicePile, profile: string | null): Promise<Prepared> {
  const { scanner, device, source = null, resolutionDpi = null, duplex = false, mode = null, pageSize = null } = pile
  const feeding: Feeding = { scanner, job: { device, source, resolutionDpi, duplex, mode, pageSize } }
  if (pile.goOn === true) return { batch: await interrupted(station, device), feeding, resumed: true }
  return { batch: await createBatch(station, { kind: 'device', device }, profile), feeding, resumed: false }
}

async function interrupted(station: Station, device: string): Promise<SpooledBatch> {
  const ofDevice = (await station.spool.list()).filter(({ state }) => state?.source.kind === 'device' && state.source.device === device && state.fed === null)
  const last = ofDevice.at(-1)
  const batch = last === undefined ? null : await station.spool.hold(last.batch)
  if (batch === null) throw new OpisError('not-found', 'No batch of this scanner waits for the rest of its pile; it was closed as it is. Leave --continue away to begin a new one.')
  return batch
}
