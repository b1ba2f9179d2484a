import type { Db } from '#platform/database.ts'

/** Answers a question about the data of the registers from memory, or by `read` the first time. What it answers is shared: never change it. */
export type Kept = <T>(question: string, read: () => Promise<T>) => Promise<T>

/** Asks the database each time. */
export const unkept: Kept = (_, read) => read()

/** More answers of one version than this are forgotten, so that questions about what does not exist fill nothing. */
const answersMax = 2_000

const keptBy = new WeakMap<Db, { version: string; answers: Map<string, unknown> }>()

/**
 * Registers, kinds, services, terms and calendars, read once as long as they stay as they are. `version`: as the caller's
 * transaction saw it (`holdMode`); the database gives another one with each change, also one of another server process.
 */
export function keptData(db: Db, version: string): Kept {
  let kept = keptBy.get(db)
  if (kept?.version !== version) {
    kept = { version, answers: new Map() }
    keptBy.set(db, kept)
  }
  const { answers } = kept
  return async <T>(question: string, read: () => Promise<T>): Promise<T> => {
    if (answers.has(question)) return answers.get(question) as T
    const answer = await read()
    if (answers.size >= answersMax) answers.clear()
    answers.set(question, answer)
    return answer
  }
}
