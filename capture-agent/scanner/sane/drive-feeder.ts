import { startProgram, type ProgramEnd } from '../../start-program.ts'
import { saneEnvironment, type SaneSettings } from './settings.ts'
import { createWaitingLine } from './waiting-line.ts'

/**
 * How long a driver may be silent, ms: while a sheet is due (lamps warm up, 600 dpi is slow), after it was asked to
 * stop, and while it closes the device behind the last image.
 */
export type Patience = { silentMs: number; stoppingMs: number; closingMs: number }

/** How the driver ended, and the last of what it wrote to standard error. */
export type Ended = { how: ProgramEnd; errors: string }

/** A feeder at work. `next` gives the name of the next complete image in the folder, then the end. */
export type Feeder = {
  next(): Promise<{ item: string } | { end: Ended }>
  /** The image that `next` gave is taken away: there is room for another. */
  taken(): void
  /** Lets the sheets end that are under way, and draws no further one in. */
  finish(): void
  /** Ends the driver at once. */
  kill(): void
}

/** Sheets allowed ahead of the one that is being scanned: the feeder need not wait for us, and stopping is near. */
const allowedAhead = 2
/** Images on disk that nobody has taken; more of them and the feeder stands still. */
const untakenMost = 16
const errorsKeptChars = 64 * 1024
const lastWords = 'Batch terminated,'
const imageName = /^\d{6,9}\.tif$/

/** Where the driver writes: numbered files in its folder, each under another name until it is complete. */
const batchArguments = ['--format=tiff', '--batch=%06d.tif', '--batch-print', '--batch-prompt', '--progress', '--buffer-size=256']

/**
 * Starts `scanimage` on a pile. It asks before each sheet and goes on for a character on its standard input, so
 * it stops between sheets, also when this process dies. TIFF, because its pixels are written as they come: PNG would
 * take most of a second a page in there.
 */
export function driveFeeder(settings: SaneSettings, job: { args: readonly string[]; folder: string; single: boolean }, patience: Patience): Feeder {
  const count = { allowed: 0, complete: 0, taken: 0 }
  const images = createWaitingLine<string, Ended>()
  /** No further sheet: all that were wanted are allowed (`finishing`), or we were asked to stop (`silentMs` is shorter then). */
  let finishing = false
  let { silentMs } = patience
  let closing = false
  let errors = ''
  let line = ''

  const program = startProgram(settings.program, [...job.args, ...batchArguments], {
    env: saneEnvironment(settings),
    folder: job.folder,
    onText(stream, text) {
      if (stream === 'output') readLines(text)
      else readErrors(text)
    },
  })
  // All has been said and written by the time of closing: drivers that never come back from it are known.
  void program.ended.then((end) => images.end({ how: closing && end.kind === 'hung' ? { kind: 'exited', code: 0 } : end, errors }))

  const readErrors = (text: string): void => {
    errors = (errors + text).slice(-errorsKeptChars)
    if (!closing && errors.includes(lastWords)) {
      closing = true
      program.expectWithin(patience.closingMs)
    }
  }

  const readLines = (text: string): void => {
    const lines = (line + text).split('\n')
    line = (lines.pop() ?? '').slice(-200)
    for (const name of lines.filter((one) => imageName.test(one))) {
      count.complete += 1
      images.add(name)
    }
    allowMore()
  }
  const allowMore = (): void => {
    if (closing) return
    while (!finishing && count.allowed - count.complete < allowedAhead && count.complete - count.taken < untakenMost) {
      program.write('\n')
      count.allowed += 1
      if (job.single) finish()
    }
    // With nothing allowed the driver waits for us and has nothing to say.
    const due = finishing || count.allowed > count.complete
    program.expectWithin(due ? silentMs : null)
  }
  const finish = (): void => {
    finishing = true
    program.endInput()
  }
  allowMore()

  return {
    next: images.next,
    taken() {
      count.taken += 1
      allowMore()
    },
    finish() {
      silentMs = patience.stoppingMs
      finish()
      allowMore()
    },
    kill: () => program.stop(),
  }
}
