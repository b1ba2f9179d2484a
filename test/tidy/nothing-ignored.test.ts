import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

test.runIf(existsSync(resolve(root, '.git')))('no file of the product is left out of the repository by a rule that was meant for another', () => {
  const { status, stdout } = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '--others', '--ignored', '--exclude-standard', '--', 'server', 'capture-agent', 'ui', 'retention-rules', 'appliance', 'test'], { cwd: root, encoding: 'utf8' })
  expect(status).toBe(0)
  expect(stdout.split('\n').filter((path) => path !== '' && !path.startsWith('ui/dist/') && !path.startsWith('appliance/compose/secrets/'))).toEqual([])
})
