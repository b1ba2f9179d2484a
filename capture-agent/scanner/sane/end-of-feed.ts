import type { ProgramEnd } from '../../start-program.ts'
import type { FeedEnd } from '../port.ts'
import { deviceFault } from './device-fault.ts'
import { lastStatus } from './sane-status.ts'

/** What is known when the driver has ended. `images`: those that came complete or were rejected. */
export type FeedFacts = { end: ProgramEnd; errors: string; images: number; stopped: boolean; single: boolean }

/** Why no further image comes, with a sentence for the person at the scanner. */
export function endOfFeed({ end, errors, images, stopped, single }: FeedFacts): { reason: FeedEnd; detail: string } {
  const status = lastStatus(errors)?.status
  const exited = end.kind === 'exited'
  const empty = exited && status === 'no-documents' && images > 0
  const orderly = exited && end.code === 0 && status === undefined
  // Network scanners run ahead of whoever fetches from them, and sheets may lie in the tray that nobody has an image of.
  if (stopped && (empty || orderly || !exited)) return { reason: 'stopped', detail: `Feeding was stopped after ${count(images)}; what was fed is kept. Compare with the tray: sheets beyond it must be laid back.` }
  if (empty) return { reason: 'feeder-empty', detail: `The feeder is empty after ${count(images)}.` }
  if (orderly && single && images > 0) return { reason: 'feeder-empty', detail: 'The sheet on the glass is scanned.' }
  if (status === 'cancelled') return { reason: 'stopped', detail: `Scanning was stopped at the scanner after ${count(images)}.` }
  const { fault, detail } = deviceFault(end, errors)
  return { reason: fault, detail: images === 0 ? detail : `${detail} ${count(images)} ${images === 1 ? 'is' : 'are'} safe; the next sheet is the one behind.` }
}

function count(images: number): string {
  return images === 1 ? '1 image' : `${images} images`
}
