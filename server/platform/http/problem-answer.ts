import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { OpisError, problemCodes } from '#kernel/errors.ts'
import { causeOf, type Log } from '../logger.ts'
import type { HttpEnv } from './api.ts'

/** Turns any error into a problem document; what is not ours becomes one opaque `internal`. */
export function problemAnswer(error: unknown, c: Context<HttpEnv>, log: Log): Response {
  const known = toOpisError(error)
  const { status, title } = problemCodes[known.code]
  const instance = c.get('requestId')
  if (status >= 500) log.error('request failed', { request: instance, code: known.code, cause: causeOf(error) })
  return new Response(JSON.stringify({ type: known.code, title, status, detail: known.detail, instance, reason: known.reason, facts: known.facts }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}) },
  })
}

function toOpisError(error: unknown): OpisError {
  if (error instanceof OpisError) return error
  if (error instanceof HTTPException && error.status < 500) return new OpisError('bad-request', 'The request is not understood.')
  if (isNoDatabase(error)) return new OpisError('unreachable', 'The database cannot be reached at the moment. Nothing is lost; try again soon.', { cause: error })
  if (isUnstorable(error)) return new OpisError('bad-request', 'A text in the request has the character NUL, which cannot be stored. Leave it out.', { cause: error })
  if (isOutOfRange(error)) return new OpisError('bad-request', 'A number in the request is larger than can be stored.', { cause: error })
  return new OpisError('internal', 'Something went wrong on our side. The log has the details under this request id.', { cause: error })
}

function innermost(error: unknown): { inner: unknown; code: string } {
  let inner = error
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause
  return { inner, code: inner instanceof Error && 'code' in inner ? String(inner.code) : '' }
}

/** SQLSTATE of NUL in a text and in JSON: the one character of Unicode that PostgreSQL cannot store. */
function isUnstorable(error: unknown): boolean {
  return ['22021', '22P05'].includes(innermost(error).code)
}

/** SQLSTATE of a number that no column of ours holds: forms allow any whole number where only the one in the database fits. */
function isOutOfRange(error: unknown): boolean {
  return innermost(error).code === '22003'
}

/** Class 08 and 57P of SQLSTATE, and the socket errors below it. */
function isNoDatabase(error: unknown): boolean {
  const { inner, code } = innermost(error)
  return /^(08|57P)/.test(code) || code === 'ECONNREFUSED' || (inner instanceof Error && inner.message.startsWith('Connection terminated'))
}
