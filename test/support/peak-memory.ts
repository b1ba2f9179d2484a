import { readFileSync, writeFileSync } from 'node:fs'

/** Forgets the highest resident size of a process so far; where the kernel does not let us, it goes on from there. */
export function forgetPeak(pid: number | 'self'): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {
    return
  }
}

/** The highest resident size of a process, megabytes; null once it is gone. */
export function peakMb(pid: number | 'self'): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}
