import type { Flow } from '#contract/registers.ts'

/**
 * How far a sample document has come: just registered; with a unit, in time or past its day; with an extended deadline;
 * answered; with points on control.
 */
export type Course = 'registered' | 'in-work' | 'overdue' | 'extended' | 'answered' | 'points'

/** One invented document: what it is, how many days ago it came, and how many days from today its task is due. */
export type Sample = {
  flow: Flow
  course: Course
  daysAgo: number
  dueInDays: number | null
  subject: string
  from: { kind: 'person' | 'organisation' | 'authority'; name: string; address: string } | null
  /** What the head writes on it. */
  resolution: string
  /** Subject of the reply, and its text. */
  reply: { subject: string; text: string } | null
  /** Points of a decision, each with a unit of its own. */
  points: readonly string[]
}

/** The words of one language. People, streets and numbers are invented. */
export type SampleTexts = {
  town: string
  ministry: { name: string; subject: string }
  waterworks: { name: string; subject: string }
  /** Three appeals: one whose day comes soon, one whose day has passed, one whose deadline was extended. */
  roof: { name: string; address: string; subject: string }
  lighting: { name: string; address: string; subject: string }
  playground: { name: string; address: string; subject: string }
  certificate: { name: string; address: string; subject: string; reply: string; text: string }
  decision: { subject: string; points: readonly [string, string, string] }
  order: { subject: string; point: string }
  resolutions: { examine: string; answer: string; inspect: string }
  /** Why a deadline was extended, in words for the citizen. */
  extension: string
}

/** The sample documents of a language, in the order in which they came. */
export function samplesOf(texts: SampleTexts): Sample[] {
  const { resolutions } = texts
  const appeal = ({ name, address, subject }: { name: string; address: string; subject: string }) => ({ flow: 'appeals', subject, from: { kind: 'person', name, address }, reply: null, points: [] }) as const
  const letter = (kind: 'organisation' | 'authority', { name, subject }: { name: string; subject: string }) => ({ flow: 'incoming', subject, from: { kind, name, address: texts.town }, reply: null, points: [] }) as const
  const own = { from: null, reply: null, course: 'points', resolution: '' } as const
  return [
    { ...appeal(texts.lighting), course: 'overdue', daysAgo: 41, dueInDays: -11, resolution: resolutions.inspect },
    { ...appeal(texts.roof), course: 'in-work', daysAgo: 27, dueInDays: 3, resolution: resolutions.inspect },
    { ...appeal(texts.playground), course: 'extended', daysAgo: 24, dueInDays: null, resolution: resolutions.examine },
    { ...appeal(texts.certificate), course: 'answered', daysAgo: 12, dueInDays: null, resolution: resolutions.answer, reply: { subject: texts.certificate.reply, text: texts.certificate.text } },
    { ...own, flow: 'decisions', daysAgo: 9, dueInDays: 20, subject: texts.decision.subject, points: texts.decision.points },
    { ...letter('organisation', texts.waterworks), course: 'in-work', daysAgo: 4, dueInDays: 6, resolution: resolutions.examine },
    { ...own, flow: 'orders', daysAgo: 2, dueInDays: 12, subject: texts.order.subject, points: [texts.order.point] },
    { ...letter('authority', texts.ministry), course: 'registered', daysAgo: 0, dueInDays: null, resolution: resolutions.examine },
  ]
}
