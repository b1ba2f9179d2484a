import { tokenise } from '#kernel/fold.ts'
import type { RoutingTrial } from '#contract/routing.ts'

/** The conditions of a rule; null and empty ones hold for anything. */
export type RuleConditions = { active: boolean; kind: string | null; words: readonly string[]; correspondent: string | null; sender: string | null }

/** The first rule in use all of whose conditions hold for a document; null where none does. */
export function chooseRule<R extends RuleConditions>(rules: readonly R[], of: RoutingTrial): R | null {
  const words = tokenise(of.text).map(({ token }) => token)
  return rules.find((rule) => rule.active && holds(rule, of, words)) ?? null
}

function holds(rule: RuleConditions, of: RoutingTrial, words: readonly string[]): boolean {
  if (rule.kind !== null && rule.kind !== of.kind) return false
  if (rule.correspondent !== null && rule.correspondent !== of.correspondent) return false
  if (rule.sender !== null && !sentBy(rule.sender, of.sender ?? '')) return false
  return rule.words.length === 0 || rule.words.some((wanted) => standsIn(wanted, words))
}

/** Whether the words of a key stand in a text one after the other, folded as for a search; a star at its end: the last one begins a word. */
function standsIn(wanted: string, words: readonly string[]): boolean {
  const open = wanted.trimEnd().endsWith('*')
  const key = tokenise(wanted).map(({ token }) => token)
  if (key.length === 0) return false
  const fits = (token: string, at: number, word: string | undefined) => word !== undefined && (open && at === key.length - 1 ? word.startsWith(token) : word === token)
  return words.some((_, from) => key.every((token, at) => fits(token, at, words[from + at])))
}

/** `name@town.example`: that address; `town.example` or `@town.example`: everybody of that domain and of those below it. */
function sentBy(wanted: string, sender: string): boolean {
  const rule = wanted.toLowerCase()
  const address = sender.toLowerCase()
  if (/^[^@]+@/.test(rule)) return rule === address
  const domain = rule.replace(/^@/, '')
  const of = address.split('@').at(-1) ?? ''
  return address.includes('@') && (of === domain || of.endsWith(`.${domain}`))
}
