/** Cedilla for comma below is the model's habit and folded by search; it does not count as an error. */
function plain(text: string): string {
  return text.replaceAll('ş', 'ș').replaceAll('ţ', 'ț').replaceAll('Ş', 'Ș').replaceAll('Ţ', 'Ț').replace(/\s+/g, ' ').trim()
}

/** Character error rate in percent: edit distance over the length of the truth; spaces and line ends count as one. */
export function errorRate(readText: string, trueText: string): number {
  const [read, truth] = [plain(readText), plain(trueText)]
  let row = Uint32Array.from({ length: truth.length + 1 }, (_, i) => i)
  for (let i = 1; i <= read.length; i++) {
    const next = new Uint32Array(truth.length + 1)
    next[0] = i
    for (let j = 1; j <= truth.length; j++) {
      const change = (row[j - 1] ?? 0) + (read[i - 1] === truth[j - 1] ? 0 : 1)
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
    }
    row = next
  }
  return (100 * (row[truth.length] ?? 0)) / Math.max(1, truth.length)
}

/** Mean of the pages' error rates; a page that was not read counts as 100 %. */
export function meanErrorRate(pages: readonly { read: string | undefined; truth: string }[]): number {
  return pages.reduce((sum, { read, truth }) => sum + errorRate(read ?? '', truth), 0) / Math.max(1, pages.length)
}
