import type { ProgramEnd } from '../../start-program.ts'
import { displayName } from '../display-name.ts'
import type { DeviceFault } from '../port.ts'
import { lastLine, lastStatus, type SaneStatus } from './sane-status.ts'

const faults: Partial<Record<SaneStatus, DeviceFault>> = {
  'busy': { fault: 'device-busy', detail: 'The scanner is in use by somebody else. Wait until it is free and start again.' },
  'jammed': { fault: 'jam', detail: 'Paper is jammed in the feeder. Open it, take the sheet out and lay it back on top of the rest.' },
  'no-documents': { fault: 'no-paper', detail: 'No paper is in the feeder. Push the pile in until the feeder takes hold of it, and start again.' },
  'cover-open': { fault: 'cover-open', detail: 'The cover of the scanner is open. Close it; lay a sheet that was half drawn in back on top of the rest.' },
  'io-error': { fault: 'device-gone', detail: 'The connection to the scanner broke. See that it is switched on and its cable or network is in order; lay a sheet that was half drawn in back on top of the rest.' },
  'access-denied': { fault: 'fault', detail: 'This user may not use the scanner. Have it put into the group “scanner”.' },
  'no-memory': { fault: 'fault', detail: 'The driver had not enough memory. Scan with a lower resolution or close other programs.' },
}

const notThere: DeviceFault = { fault: 'device-gone', detail: 'The scanner is not there. See that it is switched on and connected; “opis scan --list” shows what is there.' }
const busyOrDenied: readonly SaneStatus[] = ['busy', 'access-denied', 'cover-open', 'jammed']

/** Why the driver ended when it should have gone on; `errors` is what it wrote to standard error. */
export function deviceFault(end: ProgramEnd, errors: string): DeviceFault {
  if (end.kind === 'not-started') return notStarted(end.missing, end.detail)
  if (end.kind === 'hung') return { fault: 'fault', detail: 'The driver of the scanner did not answer any more and was ended. Switch the scanner off and on and start again.' }
  const said = lastStatus(errors)
  // A driver cannot tell a wrong name, a scanner switched off and a broken network apart: each says something else.
  if (said?.during === 'open') return (busyOrDenied.includes(said.status) ? faults[said.status] : null) ?? notThere
  if (said !== null) return faults[said.status] ?? other(errors)
  if (end.kind === 'crashed') return { fault: 'fault', detail: `The driver of the scanner crashed (${end.signal}). Switch the scanner off and on and start again.` }
  return other(errors)
}

function notStarted(missing: boolean, detail: string): DeviceFault {
  return missing
    ? { fault: 'fault', detail: 'The program scanimage is not there. Install the package sane-utils.' }
    : { fault: 'fault', detail: `The program scanimage cannot be started (${displayName(detail)}).` }
}

function other(errors: string): DeviceFault {
  const line = displayName(lastLine(errors))
  return { fault: 'fault', detail: line === '' ? 'The driver of the scanner ended without saying why. Start again.' : `The driver of the scanner reports: ${line}.` }
}
