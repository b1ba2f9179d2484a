import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { commandNames } from '#server/cli/commands.ts'

const root = resolve(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

test('the README names every command', () => {
  expect(commandNames.filter((name) => !readme.includes(`\`${name}`))).toEqual([])
})

test('the README names every setting', () => {
  const files = globSync(['server/**/config.ts', 'server/**/*-config.ts', 'capture-agent/config.ts'], { cwd: root })
  const settings = new Set(files.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/\b(?:OPIS_[A-Z0-9_]+|DATABASE_URL|ELASTICSEARCH_URL|REDIS_URL)\b/g) ?? []))
  expect([...settings].filter((name) => !name.endsWith('_') && !readme.includes(name))).toEqual([])
})
