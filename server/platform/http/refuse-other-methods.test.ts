import { expect, test } from 'vitest'
import { createMethodTable } from './refuse-other-methods.ts'

const methodsOf = createMethodTable([
  { method: 'get', path: '/records/{id}' },
  { method: 'post', path: '/stations/code' },
  { method: 'patch', path: '/stations/{id}' },
  { method: 'get', path: '/records/{id}/pages/{page}/picture.dzi' },
])

test('an address answers to the methods of its templates', () => {
  expect(methodsOf('/records/7')).toEqual(['GET', 'HEAD'])
  expect(methodsOf('/stations/7')).toEqual(['PATCH'])
  expect(methodsOf('/records/7/pages/1/picture.dzi')).toEqual(['GET', 'HEAD'])
})
test('an address without a parameter goes before one with', () => expect(methodsOf('/stations/code')).toEqual(['POST']))
test('an unknown address has none', () => {
  for (const path of ['/records', '/records/7/8', '/records/7/pages/1/pictureXdzi', '']) expect(methodsOf(path)).toEqual([])
})
