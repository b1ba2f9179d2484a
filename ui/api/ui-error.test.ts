import { describe, expect, test } from 'vitest'
import { asUiError, readProblem } from './ui-error.ts'
import { withQuery } from './with-query.ts'

describe('readProblem', () => {
  test('keeps code, title, sentence and number of the request', () => {
    const error = readProblem({ type: 'bad-query', title: 'T', status: 400, detail: 'Close the quotation mark.', instance: 'r1' }, 400)
    expect(error).toMatchObject({ code: 'bad-query', title: 'T', sentence: 'Close the quotation mark.', status: 400, requestId: 'r1' })
  })

  test.each([[null], ['text'], [{}], [{ type: 1, title: 'x' }]])('%j is no problem document', (body) => {
    expect(readProblem(body, 500)).toBeNull()
  })
})

test('anything thrown becomes an error that can be shown', () => {
  expect(asUiError(new Error('x'))).toMatchObject({ code: 'internal', sentence: 'x' })
  expect(asUiError('y')).toMatchObject({ sentence: 'y' })
})

test('empty values do not enter the query', () => {
  expect(withQuery('/a', { q: 'ж &', lang: '', page: undefined, n: 0 })).toBe('/a?q=%D0%B6+%26&n=0')
})
