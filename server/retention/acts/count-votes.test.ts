import { expect, test } from 'vitest'
import { countVotes, type Ballot } from './count-votes.ts'

/** `+` agree, `k` keep, `2031-01-01` extend until then, `-` abstain; the first is the chair, the last drew up the act. */
const count = (...votes: string[]) => {
  const vote = (text: string): Pick<Ballot, 'vote' | 'until'> => (text === '+' ? { vote: 'agree', until: null } : text === 'k' ? { vote: 'keep', until: null } : text === '-' ? { vote: 'abstain', until: null } : { vote: 'extend', until: text })
  const ballots = votes.map((text, index) => ({ member: `m${index}`, ...vote(text) }))
  const outcome = countVotes(ballots, 'm0', `m${votes.length - 1}`)
  return outcome.kind === 'extend' ? outcome.until : outcome.kind
}

test.each([
  [['+', '+', 'k'], 'agree'],
  [['k', '+', '+'], 'agree'],
  [['+', 'k'], 'agree'],
  [['k', '+'], 'keep'],
  [['+', 'k', 'k'], 'keep'],
  [['+', 'k', '-', '-'], 'agree'],
  [['-', '+', 'k'], 'keep'],
  [['-', '-', '-'], 'undecided'],
  [['-', '-', '+'], 'proposer-alone'],
  [['-', '-', 'k'], 'proposer-alone'],
  [['+', '2031-01-01', '2030-01-01'], '2031-01-01'],
  [['2031-01-01', 'k', '-'], '2031-01-01'],
  [['-', 'k', '2031-01-01'], 'keep'],
  [['+', 'k', '2031-01-01'], 'keep'],
])('%j gives %s', (votes, expected) => {
  expect(count(...votes)).toBe(expected)
})
