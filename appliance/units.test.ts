import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const units = globSync(resolve(import.meta.dirname, 'systemd/*.service')).sort()
const analyze = '/usr/bin/systemd-analyze'

test.each(units)('%s is bounded and may do no more than it must', (unit) => {
  const text = readFileSync(unit, 'utf8')
  for (const line of ['NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes', 'IPAddressDeny=any', 'SystemCallArchitectures=native', 'UMask=0077']) expect(text.split('\n')).toContain(line)
  expect(text).toMatch(/^MemoryMax=\d+[GM]$/m)
  expect(text).toMatch(/^User=opis(-agent|-status)?$/m)
})

test('an agent runs as another user than the server and in another folder', () => {
  const said = (name: string, setting: string) => new RegExp(`^${setting}=(.*)$`, 'm').exec(readFileSync(resolve(import.meta.dirname, `systemd/${name}.service`), 'utf8'))?.[1]
  expect(said('opis-server', 'User')).not.toBe(said('opis-recogniser', 'User'))
  expect(new Set(['opis-server', 'opis-recogniser', 'opis-station'].map((name) => said(name, 'StateDirectory'))).size).toBe(3)
})

describe.skipIf(!existsSync(analyze))('systemd', () => {
  let folder: string
  let copies: string[]
  // The units name the place where the program is installed; here it lies in this checkout.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'opis-units-'))
    copies = units.map((unit) => join(folder, basename(unit)))
    for (const [index, unit] of units.entries()) writeFileSync(copies[index] ?? '', readFileSync(unit, 'utf8').replaceAll('/opt/opis', resolve(import.meta.dirname, '..')))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('finds no fault in them', () => {
    const { status, stderr } = spawnSync(analyze, ['verify', ...copies], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
  test('rates their exposure at most 2 of 10', () => {
    for (const copy of copies) {
      const { status, stdout } = spawnSync(analyze, ['security', '--offline=yes', '--threshold=20', copy], { encoding: 'utf8' })
      expect([basename(copy), status, stdout.split('\n').at(-2)]).toMatchObject([basename(copy), 0, expect.any(String)])
    }
  })
})
