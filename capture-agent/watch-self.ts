import { Worker } from 'node:worker_threads'

/**
 * Ends this process when it grows beyond `residentMb` or its parent is gone. The check runs in a
 * thread of its own, so it works while the main thread is inside a library that does not return.
 */
export function watchSelf(residentMb: number): void {
  const source = `
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent || process.memoryUsage.rss() > ${residentMb} * 1048576) process.kill(process.pid, 'SIGKILL')
    }, 200)
  `
  const watcher = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } })
  watcher.unref()
}
