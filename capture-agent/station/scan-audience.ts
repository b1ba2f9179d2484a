import type { BatchReport } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import { errorText } from '../error-text.ts'
import { exitCodeOf } from '../exit-code.ts'
import type { Progress } from './progress.ts'
import type { FromScan, ToScan } from './scan-messages.ts'

/** Who hears how a scan goes: the program that started it, or whoever reads its output. */
export type ScanAudience = {
  progress(progress: Progress): void
  /** Resolves when the report has arrived where a person sees it; rejects when nobody is there any more. */
  report(report: BatchReport): Promise<void>
  /** Tells of what ended the scan and gives the exit code; null where whoever called must tell of it. */
  failed(error: unknown): Promise<number | null>
}

/** The program that started this process with a channel, or else `output`. */
export function scanAudience(output: Pick<ScanAudience, 'progress'> & { print(report: BatchReport): void }): ScanAudience {
  if (process.send === undefined) return { progress: output.progress, report: async (report) => output.print(report), failed: async () => null }
  return {
    progress: (progress) => void tell({ kind: 'progress', progress }),
    async report(report) {
      await Promise.all([reportTaken(), tell({ kind: 'report', report })])
    },
    async failed(error) {
      const known = error instanceof OpisError ? error : new OpisError('internal', errorText(error))
      await tell({ kind: 'failed', code: known.code, detail: known.detail })
      return exitCodeOf(known.code)
    },
  }
}

/** A listener that went away is no fault of the scan; what must be heard is asked for. */
function tell(message: FromScan): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected !== true || process.send === undefined) resolve()
    else process.send(message, undefined, undefined, () => resolve())
  })
}

function reportTaken(): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new OpisError('internal', 'Nobody took the report. The same command gives it again.'))
    process.once('disconnect', gone)
    process.once('message', (message: ToScan) => {
      process.off('disconnect', gone)
      process.channel?.unref()
      if (message.kind === 'report-taken') resolve()
    })
    process.channel?.ref()
    if (process.connected !== true) gone()
  })
}
