import type { Capabilities } from '../port.ts'
import type { DeviceSetup } from './device-setup.ts'
import { findModes } from './find-modes.ts'
import { resolutionsOf } from './find-resolution.ts'
import { duplexArguments, sourceKind } from './find-source.ts'
import { areaLimits, pageSizesWithin } from './page-area.ts'

/** What a device can do with the source that is chosen for a pile, in the words of the port. */
export function capabilitiesOf({ source, sources, options }: DeviceSetup): Capabilities {
  return {
    sources,
    resolutionsDpi: resolutionsOf(options),
    modes: [...findModes(options).keys()],
    duplex: sources.some((name) => sourceKind(name) === 'feeder-duplex') || duplexArguments(options, source) !== null,
    pageSizes: pageSizesWithin(areaLimits(options)),
    resumable: false,
  }
}
