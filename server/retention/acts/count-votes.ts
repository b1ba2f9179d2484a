/** How one member voted on one line; `until` for `extend`. */
export type Ballot = { readonly member: string; readonly vote: 'agree' | 'keep' | 'extend' | 'abstain'; readonly until: string | null }

/** What a commission decided on a line. `undecided`: all abstained. `proposer-alone`: nobody but who drew up the act voted. */
export type Outcome = { readonly kind: 'agree' | 'keep' | 'undecided' | 'proposer-alone' } | { readonly kind: 'extend'; readonly until: string }

/**
 * Counts the votes on one line; whoever abstains is present and not counted. A line goes on the act only if more than half
 * agree, or half with the chair among them. Otherwise it is kept: for good or until a day, whichever has more votes, then as
 * the chair voted, then for good. Of several days the latest stands. One who drew up the act may vote, but never alone.
 */
export function countVotes(ballots: readonly Ballot[], chair: string | null, proposer: string): Outcome {
  const counted = ballots.filter(({ vote }) => vote !== 'abstain')
  if (counted.length === 0) return { kind: 'undecided' }
  if (counted.every(({ member }) => member === proposer)) return { kind: 'proposer-alone' }
  const chairs = counted.find(({ member }) => member === chair)?.vote ?? null
  const votesFor = (vote: Ballot['vote']) => counted.filter((ballot) => ballot.vote === vote).length
  const half = counted.length / 2
  if (votesFor('agree') > half || (votesFor('agree') === half && chairs === 'agree')) return { kind: 'agree' }
  const lead = votesFor('extend') - votesFor('keep')
  const until = counted.reduce<string | null>((latest, ballot) => (ballot.vote === 'extend' && ballot.until !== null && ballot.until > (latest ?? '') ? ballot.until : latest), null)
  return until !== null && (lead > 0 || (lead === 0 && chairs === 'extend')) ? { kind: 'extend', until } : { kind: 'keep' }
}
