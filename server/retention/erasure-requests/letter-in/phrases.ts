import type { RefusalGround } from '#contract/erasure-requests.ts'

/** The pieces of an answer in one language. Dates are YYYY-MM-DD. */
export type LetterPhrases = {
  heading(number: string, receivedOn: string): string
  greeting(name: string): string
  intro(basis: string): string
  /** What stands above the records that are refused on one ground, with the article that allows it. */
  readonly refused: Readonly<Record<RefusalGround, string>>
  readonly toAct: string
  readonly needsDecision: string
  readonly erased: string
  readonly nothing: string
  rule(rule: string, cite: string | null): string
  keptThrough(day: string): string
  waitingFor(facts: string): string
  act(number: string): string
  readonly complaint: string
}
