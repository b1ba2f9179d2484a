import { expect, it } from 'vitest'
import { parseServerAddress } from './server-address.ts'

it.each([
  ['https://archive.example', 'https://archive.example'],
  ['https://archive.example:8443/path', 'https://archive.example:8443'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://127.8.9.1', 'http://127.8.9.1'],
  ['http://127.1', 'http://127.0.0.1'],
  ['http://localhost:1', 'http://localhost:1'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('takes %s', (text, origin) => {
  expect(parseServerAddress(text).origin).toBe(origin)
})

it.each([
  ['http://archive.example', 'insecure-transport'],
  ['http://10.0.0.1', 'insecure-transport'],
  ['http://127.0.0.1.example', 'insecure-transport'],
  ['http://localhost.example', 'insecure-transport'],
  ['http://[::ffff:10.0.0.1]', 'insecure-transport'],
  ['http://0.0.0.0', 'insecure-transport'],
  ['https://user:secret@archive.example', 'bad-configuration'],
  ['ftp://127.0.0.1', 'bad-configuration'],
  ['archive.example', 'bad-configuration'],
  ['', 'bad-configuration'],
])('refuses %s', (text, code) => {
  expect(() => parseServerAddress(text)).toThrow(expect.objectContaining({ code }))
})
