import type { DeviceFault, FeedJob, PageSize } from '../port.ts'
import { deviceArguments } from './ask-device.ts'
import type { DeviceSetup } from './device-setup.ts'
import { findModes } from './find-modes.ts'
import { offersResolution, resolutionNames, resolutionsOf, resolutionsText } from './find-resolution.ts'
import { duplexArguments, sourceKind } from './find-source.ts'
import { areaArguments, areaLimits, pageSizesWithin } from './page-area.ts'
import { settable } from './sane-option.ts'

/** Arguments that set the device for a job. `single`: there is no feeder, one sheet is all that comes. */
export type Plan = { ok: true; args: string[]; single: boolean } | ({ ok: false } & DeviceFault)

type Wanted = Pick<FeedJob, 'device' | 'resolutionDpi' | 'duplex' | 'mode' | 'pageSize'>
type Part = { ok: true; args: string[] } | { ok: false; detail: string }

/** What is chosen where the job leaves it open and the device has it: letters are read well and little is sent. */
const usual = { resolutionDpi: 300, mode: 'grey', pageSize: 'a4' } as const

/** Checks a job against what the device says it can do, and makes its arguments: a wish that it cannot meet is refused, never replaced. */
export function planJob(job: Wanted, setup: DeviceSetup): Plan {
  const parts = [duplexPart(job, setup), modePart(job, setup), resolutionPart(job, setup), feederPart(setup), areaPart(job, setup)]
  const args = deviceArguments(job.device, setup.source)
  for (const part of parts) {
    if (!part.ok) return { ok: false, fault: 'fault', detail: part.detail }
    args.push(...part.args)
  }
  return { ok: true, args, single: setup.source === null || sourceKind(setup.source) === 'glass' }
}

function duplexPart(job: Wanted, { options, source }: DeviceSetup): Part {
  if (!job.duplex) return take([])
  const args = duplexArguments(options, source)
  return args === null ? refuse(`The source “${source ?? ''}” cannot take both sides of a sheet.`) : take(args)
}

function modePart(job: Wanted, { options }: DeviceSetup): Part {
  const modes = findModes(options)
  const name = modes.get(job.mode ?? usual.mode)
  if (name !== undefined) return take([`--mode=${name}`])
  return job.mode === null ? take([]) : refuse(`The scanner has no ${job.mode} mode; it has ${[...modes.keys()].join(', ') || 'no choice'}.`)
}

function resolutionPart(job: Wanted, { options }: DeviceSetup): Part {
  const offered = resolutionsOf(options)
  const dpi = job.resolutionDpi ?? usual.resolutionDpi
  if (offersResolution(offered, dpi)) return take(resolutionNames(options).map((name) => `--${name}=${dpi}`))
  return job.resolutionDpi === null ? take([]) : refuse(`${dpi} dpi cannot be set. ${resolutionsText(offered)}`)
}

/** Some drivers end after one sheet unless told that a pile comes. */
function feederPart({ options, source }: DeviceSetup): Part {
  const pile = source !== null && sourceKind(source) !== 'glass' && settable(options, 'batch-scan')?.constraint.kind === 'switch'
  return take(pile ? ['--batch-scan=yes'] : [])
}

function areaPart(job: Wanted, { options }: DeviceSetup): Part {
  const limits = areaLimits(options)
  const offered: PageSize[] = pageSizesWithin(limits)
  if (job.pageSize !== null && !offered.includes(job.pageSize)) return refuse(`The scanner cannot scan ${job.pageSize} sheets; it offers ${offered.join(', ') || 'no choice'}.`)
  return take(limits === null ? [] : areaArguments(options, limits, job.pageSize ?? usual.pageSize))
}

function take(args: string[]): Part {
  return { ok: true, args }
}

function refuse(detail: string): Part {
  return { ok: false, detail }
}
