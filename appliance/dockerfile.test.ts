import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stagesOf } from '#test/support/dockerfile.ts'

const file = resolve(import.meta.dirname, 'Dockerfile')
const stages = stagesOf(readFileSync(file, 'utf8'))
/** What is started; the others only lead to them. */
const parts = ['server', 'recogniser', 'station']

describe.each(parts)('the image %s', (name) => {
  const lines = stages.inherited(name)
  const last = (word: string) => lines.findLast((line) => line.word === word)?.rest ?? ''

  test('runs as a user by number, who is not root', () => expect(last('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/))
  test('asks the program itself whether it is well', () => expect(last('HEALTHCHECK')).toContain(`"/opt/opis/appliance/health.ts", "${name}"`))
  test('starts the program without a shell, so that signals reach it', () => {
    expect(JSON.parse(last('ENTRYPOINT'))).toEqual(['/opt/opis/node_modules/node/bin/node', '/opt/opis/server/cli/opis.ts'])
    expect(JSON.parse(last('CMD')).at(-1)).toBe('start')
  })
  test('has nothing of the build but the built product', () => expect(lines.filter(({ word }) => word === 'COPY').map(({ rest }) => rest)).toEqual(['--from=build /opt/opis /opt/opis']))
})

test('every base is pinned to a full version, and nothing is fetched by address', () => {
  for (const { from } of stages.all) if (!stages.all.some((stage) => stage.name === from)) expect(from).toMatch(/:\d+\.\d+(\.\d+)?-[a-z-]+$/)
  const text = readFileSync(file, 'utf8')
  expect(text).not.toMatch(/^ADD /m)
  expect(text).not.toMatch(/https?:|curl|wget/)
})

test('Node in the build is the version that package.json pins', () => {
  const { dependencies } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8')) as { dependencies: Record<string, string> }
  expect(stages.all[0]?.from).toBe(`node:${dependencies['node'] ?? ''}-bookworm-slim`)
})

const hadolint = resolve(import.meta.dirname, '../.cache/hadolint/bin/hadolint')
test.skipIf(!existsSync(hadolint))('hadolint has nothing to say', () => {
  expect(execFileSync(hadolint, ['--no-color', file], { encoding: 'utf8' })).toBe('')
})
