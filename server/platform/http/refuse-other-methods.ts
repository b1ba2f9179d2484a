import type { MiddlewareHandler } from 'hono'
import { OpisError } from '#kernel/errors.ts'
import type { Log } from '../logger.ts'
import type { HttpEnv } from './api.ts'
import { problemAnswer } from './problem-answer.ts'

type Described = { method: string; path: string }

/** Answers 405 with `Allow` (RFC 9110, 15.5.6) where an address exists but not for this method. */
export function refuseOtherMethods(routes: readonly Described[], prefix: string, log: Log): MiddlewareHandler<HttpEnv> {
  const methodsOf = createMethodTable(routes)
  return async (c, next) => {
    const methods = methodsOf(c.req.path.slice(prefix.length))
    if (methods.length === 0 || methods.includes(c.req.method)) return next()
    const answer = problemAnswer(new OpisError('wrong-method', `Use one of: ${methods.join(', ')}.`), c, log)
    answer.headers.set('allow', methods.join(', '))
    return answer
  }
}

/**
 * Which methods an address answers to: `HEAD` wherever `GET` does. An address that stands in the table
 * as it is goes before one with a parameter in its place, as OpenAPI has it.
 */
export function createMethodTable(routes: readonly Described[]): (path: string) => readonly string[] {
  const table = new Map<string, string[]>()
  for (const { method, path } of routes) table.set(path, [...(table.get(path) ?? []), ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])])
  const patterns = [...table].filter(([path]) => path.includes('{')).map(([path, methods]) => ({ pattern: patternOf(path), methods }))
  return (path) => table.get(path) ?? [...new Set(patterns.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : [])))]
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (/^\{\w+\}$/.test(part) ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}$`)
}
