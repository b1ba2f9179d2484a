import type { z } from 'zod'
import { problem } from '#contract/problem.ts'
import { problemCodes, type ProblemCode } from '#kernel/errors.ts'
import type { ExchangeAnswer } from './exchange.ts'
import { refused, unavailable, type Outcome, type Refused, type Unavailable } from './outcome.ts'

/** Turns an answer of the server into a value of the expected shape, a refusal or a passing fault. */
export function readJson<S extends z.ZodType>(answer: ExchangeAnswer, schema: S): Outcome<z.output<S>> {
  const good = readBytes(answer)
  if (!good.ok) return good
  const parsed = schema.safeParse(parseJson(good.value))
  if (parsed.success) return { ok: true, value: parsed.data }
  return unavailable('The server answered something that this agent does not understand. Are both of the same version?')
}

/** The body of a good answer as it came. */
export function readBytes(answer: ExchangeAnswer): Outcome<Buffer> {
  if (!answer.ok) return unavailable(answer.detail)
  if (answer.status >= 200 && answer.status < 300) return { ok: true, value: answer.body }
  return fault(answer.status, answer.body, answer.headers['retry-after'])
}

function fault(status: number, body: Buffer, retryAfter: string | undefined): Refused | Unavailable {
  const parsed = problem.safeParse(parseJson(body))
  const code = parsed.success ? knownCode(parsed.data.type) : null
  const detail = parsed.success ? `${parsed.data.title}. ${parsed.data.detail}`.slice(0, 500) : `The server answered ${status}.`
  if (code !== null ? problemCodes[code].retry : passing(status)) {
    return { ok: false, kind: 'unavailable', code: code ?? 'unreachable', detail, afterMs: waitMs(retryAfter) }
  }
  return refused(code ?? codeOfStatus(status), detail, status)
}

/** Whether a status without a problem document (a proxy's, say) can pass by itself. */
function passing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429
}

function codeOfStatus(status: number): ProblemCode {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 413) return 'body-too-large'
  return 'bad-request'
}

function knownCode(type: string): ProblemCode | null {
  return Object.hasOwn(problemCodes, type) ? (type as ProblemCode) : null
}

function waitMs(retryAfter: string | undefined): number | null {
  const seconds = Number(retryAfter)
  return retryAfter === undefined || !Number.isFinite(seconds) || seconds < 0 ? null : Math.min(seconds, 600) * 1000
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
