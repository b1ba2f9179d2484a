/**
 * A costly question answered at most once in `keepMs`, however many ask: those who come while it is
 * being answered, or soon after, get the same answer. A failure is not kept.
 */
export function rememberBriefly<T>(ask: () => Promise<T>, keep: { keepMs: number; now: () => number }): () => Promise<T> {
  let answer: Promise<T> | undefined
  let askedMs = 0
  let underWay = false
  return () => {
    if (answer && (underWay || keep.now() - askedMs < keep.keepMs)) return answer
    askedMs = keep.now()
    underWay = true
    const asked = ask().finally(() => (underWay = false))
    asked.catch(() => {
      if (answer === asked) answer = undefined
    })
    answer = asked
    return asked
  }
}
