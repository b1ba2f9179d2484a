import type { Calendar } from './days.ts'

/** The house as it should be: plain lists, and nothing of the product. Days are civil days, `YYYY-MM-DD`. */
export type Model = {
  today: string
  units: Map<string, Unit>
  people: Map<string, Person>
  absences: Absence[]
  registers: Map<string, Register>
  blocks: Block[]
  kindVersions: Map<string, number>
  routeUnit: string
  successions: { from: string; to: string; on: string; done: boolean }[]
  calendar: Calendar
  cards: Map<string, Card>
  tasks: Map<string, Task>
  drafts: Map<string, Draft>
  /** Days on which the deadlines were gone through. */
  runs: string[]
  /** Keys of everything that the runs told. */
  told: Set<string>
}

export type Unit = { code: string; parent: string | null; head: string | null; closedOn: string | null }
export type Person = { name: string; roles: readonly string[]; units: string[] }
/** Both days included, as long as nobody ended it. */
export type Absence = { id: string; person: string; deputy: string; fromOn: string; toOn: string; ended: boolean }

/** `begins`: `MM-DD` on which its book begins anew; null: one book for the convocation. `print`: the number as written. */
export type Register = { code: string; unit: string; begins: string | null; repeats: boolean; books: Map<string, Book>; print(seq: number, year: number, repeat: number): string }
/** `entries`: by `seq/repeat`; `on`: the day of the entry; `second`: of a document that another body registered. */
export type Book = { first: number; next: number; closed: boolean; entries: Map<string, Entry> }
export type Entry = { number: string; card: string | null; annulled: boolean; on: string; second: boolean }
export type Block = { id: string; register: string; period: string; first: number; last: number; handedOn: string; reconciled: boolean }

export type CardState = 'registered' | 'in-work' | 'executed' | 'filed' | 'annulled'
export type Card = {
  id: string
  number: string
  register: string
  unit: string
  kind: string
  kindVersion: number
  state: CardState
  units: Set<string>
  people: Set<string>
  term: 'petition' | 'request' | null
  baseOn: string | null
  dueOn: string | null
  dueBy: 'term' | 'extension' | 'chosen'
  extended: boolean
  closedOn: string | null
  registeredOn: string
  replyTo: string | null
  stages: string[]
  /** Entered into the register of another body too. */
  second: boolean
  /** Where it stands in its register. */
  place: { period: string; seq: number; repeat: number }
}

export type TaskState = 'open' | 'executed' | 'off-control' | 'closed' | 'cancelled'
export type Helper = { name: string; unit: string; gave: boolean }
export type Task = {
  id: string
  card: string
  point: number | null
  unit: string
  executor: string | null
  controller: string | null
  maker: string
  helpers: Helper[]
  state: TaskState
  dueOn: string | null
  firstDueOn: string | null
  extended: number
  executedBy: string | null
  executedOn: string | null
  endedOn: string | null
  result: string | null
  version: number
}

export type DraftState = 'drafting' | 'in-visas' | 'for-approval' | 'approved' | 'registered' | 'sent' | 'withdrawn'
export type Draft = { id: string; card: string; task: string | null; author: string; state: DraftState; version: number; approver: string | null; serial: boolean; visas: { person: string; asked: boolean; decision: string | null; by: string | null }[]; result: string | null }

export const isEnded = ({ state }: Pick<Task, 'state'>): boolean => state === 'off-control' || state === 'closed' || state === 'cancelled'
/** Past its day and not ended, whether it was reported or not. */
export const isOverdue = (task: Task, today: string): boolean => !isEnded(task) && task.dueOn !== null && task.dueOn < today
export const openTasksOf = (model: Model, card: string): Task[] => [...model.tasks.values()].filter((task) => task.card === card && !isEnded(task))

/** A value that must be there. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`the model has no ${what}`)
  return value
}
