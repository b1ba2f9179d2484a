import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { OpisError } from '#kernel/errors.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { problemAnswer } from '#platform/http/problem-answer.ts'
import type { Log } from '#platform/logger.ts'
import { problemPage, type ProblemWords } from './pages/problem-page.ts'
import { chooseLanguage } from './texts/choose-language.ts'

export type SayProblem = (error: unknown, c: Context<HttpEnv>, words?: ProblemWords) => Response

/**
 * What went wrong: to a browser a page in the language of the reader, to a program a problem document (RFC 9457), with one
 * and the same status. A refusal with the fact `retryAfterSeconds` gets the header `retry-after`.
 */
export function createProblems({ house, log }: { house: string; log: Log }): SayProblem {
  return (error, c, words) => {
    const problem = problemAnswer(error, c, log)
    const refused = error instanceof OpisError ? error : null
    const seconds = Number(refused?.facts?.retryAfterSeconds ?? 0)
    if (seconds > 0) problem.headers.set('retry-after', String(seconds))
    if (!wantsPage(c)) return problem
    const language = chooseLanguage(c.req.query('lang'), c.req.header('accept-language'))
    const page = problemPage({ language, house }, { code: refused?.code ?? 'internal', words: words ?? null, retryAfterSeconds: seconds > 0 ? seconds : null })
    const headers = new Headers(problem.headers)
    headers.set('content-type', 'text/html; charset=UTF-8')
    return new Response(page, { status: problem.status, headers })
  }
}

/** A browser names text/html; what stands below `/status/api` is for programs, whoever asks. */
function wantsPage(c: Context<HttpEnv>): boolean {
  if (c.req.path.startsWith('/status/api/')) return false
  return accepts(c, { header: 'Accept', supports: ['application/problem+json', 'application/json', 'text/html'], default: 'application/json' }) === 'text/html'
}
