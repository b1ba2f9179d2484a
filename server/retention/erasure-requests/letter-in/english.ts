import type { LetterPhrases } from './phrases.ts'

export const english: LetterPhrases = {
  heading: (number, receivedOn) => `Answer to your request no. ${number}, received on ${receivedOn}`,
  greeting: (name) => `To ${name}`,
  intro: (basis) => `You asked us to erase personal data that we keep (${basis}). We have examined every record concerned, with this result.`,
  refused: {
    floor: 'The law obliges us to keep the following records; they may not be erased before the day named (GDPR, Article 17(3)(b), or the national provision that corresponds to it):',
    waiting: 'The law obliges us to keep the following records; their term ends only after an event that has not been recorded yet (GDPR, Article 17(3)(b), or the national provision that corresponds to it):',
    unscheduled: 'No term of keeping has been set for the following records; until it is, nothing may be erased (GDPR, Article 17(3)(b), or the national provision that corresponds to it):',
    permanent: 'The following records are kept permanently, for archiving in the public interest (GDPR, Article 17(3)(d), or the national provision that corresponds to it):',
    transfer: 'The following records go to the state archive, for archiving in the public interest (GDPR, Article 17(3)(d), or the national provision that corresponds to it):',
    hold: 'The following records are needed for the establishment, exercise or defence of legal claims (GDPR, Article 17(3)(e), or the national provision that corresponds to it):',
    decided: 'For the following records one provision demands keeping and another erasing. After examination they stay (GDPR, Article 17(3)(b), or the national provision that corresponds to it):',
  },
  toAct: 'Nothing stands against erasing the following records. It is done by an act of destruction; we shall tell you its number:',
  needsDecision: 'The following records are still being examined; you will receive another answer:',
  erased: 'The following records have been destroyed:',
  nothing: 'We keep no records that your request concerns.',
  rule: (rule, cite) => `rule ${rule}${cite === null ? '' : ` (${cite})`}`,
  keptThrough: (day) => `kept through ${day}`,
  waitingFor: (facts) => `not yet known: ${facts}`,
  act: (number) => `act no. ${number}`,
  complaint: 'You may complain to the supervisory authority for the protection of personal data, or go to court.',
}
