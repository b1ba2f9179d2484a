import { OpisError } from '#kernel/errors.ts'
import { compile } from '../engine/compile.ts'
import { evaluate, stateOn } from '../engine/evaluate.ts'
import { explainAll } from '../engine/explain.ts'
import { formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { caseForm } from './case-form.ts'
import { toFacts, toVersions } from './to-case.ts'
import { lintCase } from './lint-case.ts'
import { readYaml } from './read-yaml.ts'
import { issuesOf } from './zod-issues.ts'
import type { Language } from '#kernel/language.ts'
import type { Answer, AnswerAction, State } from '../engine/answer.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { CaseForm } from './case-form.ts'
import type { Fault } from './read-yaml.ts'
import type { Issue } from './zod-issues.ts'

/** An answer as printed: names with underscores, dates as text, null where there is none. */
export type CaseAnswer = {
  readonly id: string
  readonly state: State
  readonly eligible_on: string | null
  readonly retain_through: string | null
  readonly action: AnswerAction
  readonly rule: string | null
  readonly version: string | null
  readonly marks: readonly string[]
  readonly waiting_for: readonly string[]
  readonly transfer_due: string | null
  readonly pending: readonly string[]
  readonly provisional: boolean
  readonly held_by: readonly string[]
  readonly erase_by: string | null
  readonly dropped: readonly string[]
  readonly at: Readonly<Record<string, State>>
  readonly explanation: Readonly<Record<Language, string>>
}

/** A case that is itself faulty; `bad-schedule` for its rules, `bad-request` for its facts. */
export type CaseError = { readonly code: 'bad-schedule' | 'bad-request'; readonly path: string; readonly message: string }
export type CaseLine = CaseAnswer | { readonly id: string | null; readonly error: CaseError }

/**
 * Answers every case of a case file, one line object a case, in order. A faulty case answers its
 * error and the rest go on.
 * @throws OpisError `bad-request` when the text is not a YAML list at all
 */
export function* evaluateCases(text: string): Generator<CaseLine> {
  const file = readYaml(text, { bareValues: 'free' })
  if (!Array.isArray(file.value)) {
    const fault = file.faults[0]
    const reason = fault === undefined ? 'it is not a list of cases' : `line ${fault.line}: ${fault.message}`
    throw new OpisError('bad-request', `The case file cannot be read: ${reason}`)
  }
  const cases: readonly unknown[] = file.value
  for (const [index, each] of cases.entries()) {
    const fault = file.faults.find(({ path }) => path === String(index) || path.startsWith(`${index}.`))
    yield fault === undefined ? answerCase(each) : faulty(each, inside(fault))
  }
  const general = file.faults.find(({ path }) => !/^\d/.test(path))
  if (general !== undefined) yield faulty(null, { path: [], message: `${general.message} (line ${general.line})` })
}

function inside(fault: Fault): Issue {
  return { path: fault.path.split('.').slice(1), message: `${fault.message} (line ${fault.line})` }
}

function faulty(value: unknown, { path, message }: Issue): CaseLine {
  const code = path[0] === 'rules' || path[0] === 'versions' ? 'bad-schedule' : 'bad-request'
  return { id: idOf(value), error: { code, path: path.join('.'), message } }
}

function idOf(value: unknown): string | null {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}

function answerCase(value: unknown): CaseLine {
  const checked = caseForm.safeParse(value)
  const issue = checked.success ? lintCase(checked.data) : issuesOf(checked.error)[0]
  if (issue !== undefined) return faulty(value, issue)
  if (!checked.success) return faulty(value, { path: [], message: 'is not a case' })
  try {
    return answer(checked.data)
  } catch (error) {
    // One case that we cannot answer must not keep the answers of the others.
    return faulty(value, { path: [], message: error instanceof OpisError ? error.detail : 'cannot be evaluated' })
  }
}

function answer(form: CaseForm): CaseAnswer {
  const today = parseCivilDate(form.today)
  if (today === null) throw new OpisError('bad-request', 'today is not a date')
  const input = { schedules: compile(toVersions(form)), facts: toFacts(form), today }
  const found = evaluate(input)
  const asked = Object.keys(form.at ?? {}).map((text) => {
    const day = parseCivilDate(text)
    return [text, stateOn(input, day ?? today)] as const
  })
  return { ...presentAnswer(form.id, found), at: Object.fromEntries(asked), explanation: explainAll(found) }
}

/** The answer with names and dates as programs read them. */
export function presentAnswer(id: string, found: Answer): Omit<CaseAnswer, 'at' | 'explanation'> {
  const text = (date: CivilDate | null): string | null => (date === null ? null : formatCivilDate(date))
  return {
    id,
    state: found.state,
    eligible_on: text(found.eligibleOn),
    retain_through: text(found.retainThrough),
    action: found.action,
    rule: found.rule,
    version: found.version,
    marks: found.marks,
    waiting_for: found.waitingFor,
    transfer_due: text(found.transferDue),
    pending: found.pending,
    provisional: found.provisional,
    held_by: found.heldBy,
    erase_by: text(found.eraseBy),
    dropped: found.dropped,
  }
}
