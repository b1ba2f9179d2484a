import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settingsFromFiles } from './settings-from-files.ts'

let folder: string
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'opis-settings-'))))
afterAll(() => rmSync(folder, { recursive: true }))

test('the value is the text of the file without the line break at its end', () => {
  for (const text of ['redis://x', 'redis://x\n', 'redis://x\r\n']) expect(settingsFromFiles({ REDIS_URL_FILE: file('a', text) }, ['REDIS_URL'])['REDIS_URL']).toBe('redis://x')
  expect(settingsFromFiles({ REDIS_URL_FILE: file('b', ' two \n\n') }, ['REDIS_URL'])['REDIS_URL']).toBe(' two \n')
})

test('a setting whose own name ends so is left alone, and an empty variable is one that was not set', () => {
  expect(settingsFromFiles({ CA_FILE: '/none' }, ['CA', 'CA_FILE'])).toEqual({ CA_FILE: '/none' })
  expect(settingsFromFiles({ CA_FILE: '' }, ['CA'])['CA']).toBeUndefined()
})

test('both at once, no file and an empty file are refused with the name of the setting', () => {
  const refused = (env: NodeJS.ProcessEnv) => () => settingsFromFiles(env, ['X'])
  expect(refused({ X: '1', X_FILE: file('c', '2') })).toThrow('Set X or X_FILE, not both')
  expect(refused({ X_FILE: join(folder, 'none') })).toThrow(/X_FILE: .*none cannot be read \(ENOENT\)/)
  expect(refused({ X_FILE: file('d', '\n') })).toThrow(/X_FILE: .*d is empty/)
})
