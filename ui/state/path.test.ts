import { describe, expect, test } from 'vitest'
import { findScreen } from '../routes.ts'
import { matchPath, pagePath } from './path.ts'

describe('matchPath', () => {
  test.each([
    ['/', '/', {}],
    ['/records/:id', '/records/a%20b', { id: 'a b' }],
    ['/records/:id/pages/:n', '/records/x/pages/3', { id: 'x', n: '3' }],
    ['/capture', '/capture/', {}],
  ])('%s fits %s', (pattern, path, params) => {
    expect(matchPath(pattern, path)).toEqual(params)
  })

  test.each([
    ['/records/:id', '/records'],
    ['/records/:id', '/records/x/pages'],
    ['/records/:id', '/records/%E0%A4%A'],
    ['/capture', '/help'],
  ])('%s does not fit %s', (pattern, path) => {
    expect(matchPath(pattern, path)).toBeNull()
  })
})

test('cover sheets are not taken for a batch of that name', () => {
  expect(findScreen('/capture/covers', '')?.screen.pattern).toBe('/capture/covers')
  expect(findScreen('/capture/0191', '')?.place.params).toEqual({ id: '0191' })
  expect(findScreen('/nowhere', '')).toBeNull()
})

test('the words to be marked travel in the address of a page', () => {
  const path = pagePath('x', 2, '"a b" -c')
  expect(findScreen('/records/x/pages/2', path.slice(path.indexOf('?')))?.place.query.get('q')).toBe('"a b" -c')
})
