import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { stationLaunch } from '#agent/launch.ts'
import type { Progress } from '#agent/station/progress.ts'
import type { FromScan, ToScan } from '#agent/station/scan-messages.ts'
import type { BatchReport } from '#contract/capture.ts'
import { OpisError } from '#kernel/errors.ts'
import { inheritedEnvironment } from '../config.ts'

export type ChildScan = {
  /** Options of the agent's command `scan`, by name: a text, or true for one without. */
  options: Readonly<Record<string, string | boolean | undefined>>
  serverUrl: string
  /** Data folder of the installation. */
  dataFolder: string
  onProgress(progress: Progress): void
  /** Called before the station forgets the batch; a crash before its end repeats the report, never the pile. */
  onReport?(report: BatchReport): Promise<void>
  signal?: AbortSignal
}

const station = resolve(import.meta.dirname, '../../capture-agent/main.ts')

/**
 * Feeds one pile in a station that is a process of its own, started so that it keeps to its memory; what
 * reads and draws the command line or the server does not count against it, and a crash of either spares
 * the other. It is a process group of its own: Ctrl-C reaches it once, through `signal`. When this
 * process dies, it ends in order.
 *
 * @throws OpisError with the code of what ended it; all that was fed is kept in the spool
 */
export function scanInChild(scan: ChildScan): Promise<BatchReport> {
  const child = fork(station, ['scan', ...wordsOf(scan.options)], {
    execArgv: [...stationLaunch.execArgv],
    env: { ...inheritedEnvironment(), ...stationLaunch.env, OPIS_DATA: scan.dataFolder, OPIS_SERVER: new URL(scan.serverUrl).origin },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  })
  const stop = (): void => void child.kill('SIGTERM')
  if (scan.signal?.aborted === true) stop()
  scan.signal?.addEventListener('abort', stop)
  return new Promise<BatchReport>((done, fail) => {
    let report: BatchReport | null = null
    let fault: unknown = null
    child.on('message', (message: FromScan) => {
      if (message.kind === 'progress') scan.onProgress(message.progress)
      else if (message.kind === 'failed') fault = new OpisError(message.code, message.detail)
      else {
        report = message.report
        void takeReport(child, scan.onReport?.(report)).catch((error: unknown) => (fault = error))
      }
    })
    child.once('error', fail)
    // What it said last may arrive after it is gone.
    void Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(([[code, signal]]) => {
      scan.signal?.removeEventListener('abort', stop)
      if (fault === null && code === 0 && report !== null) done(report)
      else fail(fault ?? new OpisError('internal', `The station ended with ${signal ?? `code ${code}`} in the middle of the pile. What was fed is kept; the same command goes on where it stopped.`))
    }, fail)
  })
}

/** Lets the station forget the batch once the report is where people see it; else it ends and keeps it. */
async function takeReport(child: ChildProcess, seen: Promise<void> | undefined): Promise<void> {
  try {
    await seen
    if (child.connected) child.send({ kind: 'report-taken' } satisfies ToScan)
  } catch (error) {
    child.disconnect()
    throw error
  }
}

function wordsOf(options: ChildScan['options']): string[] {
  return Object.entries(options).flatMap(([name, value]) => (value === undefined || value === false ? [] : [value === true ? `--${name}` : `--${name}=${value}`]))
}
