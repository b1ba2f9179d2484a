import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDrill } from '#test/drill/run-drill.ts'

/** The small form of `npm run drill`, with a seed that stays so that a failure can be repeated. */
const drill = { rounds: 3, sheets: 10, seed: 20 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-faults-'))
  await chmod(folder, 0o711)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a pile disturbed by kill -9, a cut link or a full disk ends in the same records', async () => {
  const lines: string[] = []
  const { faults } = await runDrill({ ...drill, folder, log: (line) => lines.push(line) })
  expect(faults, lines.join('\n')).toEqual([])
}, 400_000)
