import { OpisError } from '#kernel/errors.ts'
import type { BatchEnd } from './run-batch.ts'

/** How the rest of a pile comes into its batch: by the same command, by it with `--continue`, or by the station itself; `nothing`: no sheet was fed. */
export type GoingOn = 'same-command' | 'with-continue' | 'by-itself' | 'nothing'

const sentences: Record<GoingOn, string> = {
  'same-command': 'What was fed is kept; the same command goes on where it stopped.',
  'with-continue': 'What was fed is kept; the same command with --continue puts the rest of the pile into the same batch.',
  'by-itself': 'What was fed is kept and will be sent.',
  'nothing': 'Nothing was fed.',
}

/** What ended a batch before its close, as an error for the person who started it. */
export function errorOf(end: Exclude<BatchEnd, { kind: 'closed' }>, goingOn: GoingOn): OpisError {
  switch (end.kind) {
    case 'refused':
      return new OpisError(end.fault.code, `${end.fault.detail} The pages are kept at the station.`)
    case 'unavailable':
      return new OpisError(end.fault.code, `${end.fault.detail} ${goingOn === 'with-continue' ? sentences['by-itself'] : sentences[goingOn]}`)
    case 'interrupted':
      return end.reason === 'storage-full'
        ? diskFull(end.detail, goingOn)
        : new OpisError(end.reason === 'device-gone' ? 'not-found' : 'unreachable', `Feeding ended: ${end.detail} ${sentences[goingOn]}`)
    case 'open':
      return new OpisError('not-in-this-state', 'The pile is not fed to its end.')
  }
}

/** The station's disk is full. */
export function diskFull(detail: string, goingOn: GoingOn): OpisError {
  return new OpisError('storage-full', `${detail} Make room first. ${sentences[goingOn]}`)
}
