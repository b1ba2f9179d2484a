const quietMs = 2000
const barWidth = 24

/**
 * A bar with rate and time left on standard error, for a terminal only and only for what lasts
 * longer than two seconds.
 */
export function progressBar(label: string): { step(done: number, total: number): void; end(): void } {
  const startedMs = performance.now()
  let shown = false
  return {
    step(done, total) {
      const elapsedMs = performance.now() - startedMs
      if (!process.stderr.isTTY || elapsedMs < quietMs || total === 0) return
      const share = Math.min(1, done / total)
      const rate = done / (elapsedMs / 1000)
      const leftSeconds = rate > 0 ? Math.round((total - done) / rate) : 0
      const filled = Math.round(share * barWidth)
      process.stderr.write(`\r${label} [${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${done}/${total}  ${rate.toFixed(1)}/s  ${leftSeconds} s left   `)
      shown = true
    },
    end() {
      if (shown) process.stderr.write('\n')
    },
  }
}
