import type { Stage } from '#contract/cards.ts'

/** Everything that the public pages and the embedded element say, in one language. Sentences are filled by `fillSentence`. */
export type Texts = {
  title: string
  intro: string
  number: string
  numberHint: string
  check: string
  checkHint: string
  show: string
  again: string
  language: string
  notFoundTitle: string
  notFound: string
  waitTitle: string
  /** `{minutes}` */
  wait: string
  faultTitle: string
  fault: string
  fillBoth: string
  /** What a browser shows where a program gets a problem document. */
  problems: Record<'notOffered' | 'noSuchPage' | 'notUnderstood', { title: string; sentence: string }> & { insecure: string }
  document: string
  registeredOn: string
  kind: string
  receivedBy: string
  now: string
  dueOn: string
  timeline: string
  test: string
  privacy: string
  /** `{unit}`, `{until}`, `{reason}`, `{number}` where they are known */
  stages: Record<Stage, string>
  figures: string
  figuresIntro: string
  month: string
  unit: string
  registered: string
  inTime: string
  late: string
  overdue: string
  pending: string
  otherUnits: string
  total: string
  noFigures: string
  download: string
  /** `{name}` of the file */
  getReply: string
  toLookUp: string
}
