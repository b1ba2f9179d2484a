import { generateKeyPairSync } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#platform/database.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { appendAudit } from './append.ts'
import { checkpointKey } from './checkpoint-key.ts'
import { signCheckpoint } from './checkpoint.ts'
import { createCheckpointer, type Checkpointer } from './checkpointer.ts'
import { exportLog } from './export-log.ts'
import { detailsHash, genesisHash, leafHash } from './leaf.ts'
import { addLeaf, emptyTree, rootOf } from './merkle.ts'
import { auditCheckpoint } from './schema.ts'
import { keyText, noteSigner, parseKey, type NoteSigner } from './signed-note.ts'
import { verifyExport, type ExportVerdict } from './verify-export.ts'

let own: TestDatabase
let database: Database
let folder: string
let signer: NoteSigner
let checkpointer: Checkpointer
let nowMs = Date.parse('2026-03-02T08:00:00.123Z')
const clock = { now: () => new Date(nowMs) }
const warnings: string[] = []
const log = { info: () => undefined, warn: (event: string) => void warnings.push(event), error: () => undefined }
let text: string

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 4)
  folder = await mkdtemp(join(tmpdir(), 'opis-proof-'))
  signer = (await checkpointKey(join(folder, 'keys'))).signer
  checkpointer = createCheckpointer({ db: database.db, signer, file: join(folder, 'out', 'checkpoints.jsonl'), clock, log })
  await write(9)
  await checkpointer.make()
  await write(14)
  text = await exported()
})
afterAll(async () => {
  await database.close()
  await own.drop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => void warnings.splice(0))

async function write(entries: number): Promise<void> {
  await database.db.transaction(async (tx) => {
    for (let number = 1; number <= entries; number += 1) await appendAudit(tx, { actor: 'user:ana', action: 'records.import', object: `record:${number}`, details: { number, name: 'Ștefan — Рішення', share: 0.1 } }, clock.now())
  })
}
const exported = async () => (await Array.fromAsync(exportLog(database.db, signer.key, await checkpointer.make()))).join('')
const verdictOf = (bytes: string | Uint8Array, known: string[] = [], keys = [signer.key]): Promise<ExportVerdict> => verifyExport(chunks(Buffer.from(bytes)), { keys, known })
const faultsOf = async (...given: Parameters<typeof verdictOf>) => (await verdictOf(...given)).faults

/** In pieces that end anywhere. */
async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 777) yield bytes.subarray(from, from + 777)
}
const lines = () => text.split('\n').slice(0, -1)
const joined = (list: readonly string[]) => list.map((line) => `${line}\n`).join('')

test('an untouched export has no fault, with the checkpoints that left the box', async () => {
  const left = await readFile(join(folder, 'out', 'checkpoints.jsonl'), 'utf8')
  const known = left.trimEnd().split('\n').map((line) => (JSON.parse(line) as { checkpoint: string }).checkpoint)
  expect(known).toHaveLength(2)
  expect(await verdictOf(text, known)).toEqual({ entries: 23, checkpoints: 2, faults: [] })
})

test('any byte that is changed is found', async () => {
  const bytes = Buffer.from(text)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ change
      expect((await verdictOf(damaged)).faults.length).toBeGreaterThan(0)
    }),
    { numRuns: 1500, examples: [[bytes.length - 1, 1], [0, 1], [bytes.length - 1, 0x0a ^ 0x0d]] },
  )
})

test('any line that is removed, doubled or moved is found', async () => {
  const all = lines()
  for (const [at, line] of all.entries()) {
    expect([at, (await faultsOf(joined(all.toSpliced(at, 1)))).length > 0]).toEqual([at, true])
    expect([at, (await faultsOf(joined(all.toSpliced(at, 0, line)))).length > 0]).toEqual([at, true])
    if (at > 0) expect([at, (await faultsOf(joined(all.toSpliced(at - 1, 2, line, all[at - 1] ?? '')))).length > 0]).toEqual([at, true])
  }
})

test('wherever the file is cut, the missing end is found', async () => {
  await fc.assert(fc.asyncProperty(fc.nat({ max: text.length - 1 }), async (end) => void expect((await faultsOf(text.slice(0, end))).length).toBeGreaterThan(0)), { numRuns: 300 })
})

test('the fault names the entry', async () => {
  const at = 1 + lines().findIndex((line) => line.includes('"seq":5}') || line.includes('"seq":5,')) - 1
  const change = (from: string, to: string) => joined(lines().map((line, index) => (index === at ? line.replace(from, to) : line)))
  expect(await faultsOf(change('user:ana', 'user:eva'))).toEqual([{ entry: 5, fault: 'changed' }, { entry: 9, fault: 'other-entries' }])
  expect(await faultsOf(change('"share":0.1', '"share":0.2'))).toEqual([{ entry: 5, fault: 'details-changed' }])
  expect(await faultsOf(joined(lines().toSpliced(at, 1)))).toContainEqual({ entry: 5, fault: 'gap' })
})

describe('a forger who knows everything but the key', () => {
  /** The log with another actor in entry 3 and every hash behind it made to fit; checkpoints as `sign` makes them. */
  function forged(sign: (origin: string, size: number, root: Buffer) => string | null, upTo = Infinity): string {
    let prevHash = genesisHash
    let tree = emptyTree
    let checkpoints = 0
    const out: string[] = []
    for (const line of lines()) {
      const parsed = JSON.parse(line) as { entry?: Record<string, unknown> & { seq: number; leafHash: string }; checkpoint?: string; end?: unknown }
      if (tree.size >= upTo && !parsed.end && !parsed.checkpoint) continue
      if (parsed.entry) {
        const { details, salt, leafHash: _old, ...leaf } = parsed.entry as never as Parameters<typeof leafHash>[0] & { details: never; salt: string; leafHash: string }
        const next = { ...leaf, actor: leaf.seq === 3 && upTo === Infinity ? 'user:eva' : leaf.actor, prevHash, detailsHash: detailsHash(details, salt) }
        prevHash = leafHash(next)
        tree = addLeaf(tree, Buffer.from(prevHash, 'hex'))
        out.push(JSON.stringify({ entry: Object.fromEntries(Object.entries({ ...next, details, salt, leafHash: prevHash }).sort(([a], [b]) => (a < b ? -1 : 1))) }))
      } else if (parsed.checkpoint) {
        if (tree.size >= upTo && checkpoints > 0) continue
        const note = sign(parsed.checkpoint.split('\n')[0] ?? '', tree.size, rootOf(tree)) ?? parsed.checkpoint
        checkpoints += 1
        out.push(JSON.stringify({ checkpoint: note }))
      } else if (parsed.end) out.push(JSON.stringify({ end: { checkpoints, entries: tree.size } }))
      else out.push(line)
    }
    return joined(out)
  }

  test('is found by the old checkpoints', async () => {
    expect(await faultsOf(forged(() => null))).toEqual([{ entry: 9, fault: 'other-entries' }])
  })
  test('is found when the checkpoints are signed with another key', async () => {
    const other = noteSigner('opis-audit', generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
    const text = forged((origin, size, root) => signCheckpoint(other, { origin, size, root, at: clock.now().toISOString() }))
    expect(await faultsOf(text)).toEqual([{ entry: 9, fault: 'other-key' }, { entry: 23, fault: 'other-key' }, { entry: 1, fault: 'uncovered' }])
    expect((await faultsOf(text.replace(keyText(signer.key), keyText(other.key)), [], [signer.key]))[0]).toEqual({ fault: 'other-key' })
  })
  test('who cuts the tail off at a checkpoint is found by one that is later', async () => {
    const short = forged(() => null, 9)
    expect(await faultsOf(short)).toEqual([])
    const [later] = await database.db.select().from(auditCheckpoint).where(sql`size = 23`)
    expect(await faultsOf(short, [later?.note ?? ''])).toEqual([{ entry: 23, fault: 'cut-off' }])
  })
  test('who has the key is found by a checkpoint that had left', async () => {
    const text = forged((origin, size, root) => signCheckpoint(signer, { origin, size, root, at: clock.now().toISOString() }))
    expect(await faultsOf(text)).toEqual([])
    const [before] = await database.db.select().from(auditCheckpoint).where(sql`size = 9`)
    expect(await faultsOf(text, [before?.note ?? ''])).toEqual([{ entry: 9, fault: 'other-entries' }])
  })
})

test('what is no export at all is said in bounded words', async () => {
  expect(await verdictOf('')).toEqual({ entries: 0, checkpoints: 0, faults: [{ entry: 0, fault: 'cut-off' }] })
  expect((await faultsOf(joined(Array.from({ length: 5000 }, () => 'no export')))).length).toBe(1000)
})

test('a public key is one word that any change breaks', () => {
  const word = keyText(signer.key)
  expect(parseKey(word)?.id).toEqual(signer.key.id)
  for (const bad of [`${word} `, word.replace('opis-audit', 'opis'), word.slice(0, -1), '', 'a+00000000+AA==']) expect(parseKey(bad)).toBeNull()
})

test('the key is made once, for the owner only', async () => {
  const again = await checkpointKey(join(folder, 'keys'))
  expect([again.made, keyText(again.signer.key)]).toEqual([false, keyText(signer.key)])
  expect((await stat(join(folder, 'keys', 'audit-checkpoint.pem'))).mode & 0o777).toBe(0o600)
})

describe.sequential('checkpoints', () => {
  test('are due after ten minutes or a thousand entries, and none is made twice', async () => {
    expect(await checkpointer.due()).toBe(false)
    await write(1)
    expect(await checkpointer.due()).toBe(false)
    nowMs += 11 * 60_000
    expect(await checkpointer.due()).toBe(true)
    expect(await checkpointer.make()).toBe(24)
    expect(await checkpointer.make()).toBe(24)
    expect(await checkpointer.due()).toBe(false)
    await write(1000)
    expect(await checkpointer.due()).toBe(true)
    expect(await verdictOf(await exported())).toEqual({ entries: 1024, checkpoints: 4, faults: [] })
  })
  test('cannot be changed in the database', async () => {
    for (const statement of ["update audit_checkpoint set note = ''", 'delete from audit_checkpoint', 'truncate audit_checkpoint']) await expect(database.pool.query(statement)).rejects.toThrow('append-only')
  })
  test('whose kept subtrees were changed are computed anew from the entries', async () => {
    await tamper("update audit_checkpoint set peaks = array[repeat('0', 64)] where size = 1024")
    await write(1)
    expect(await verdictOf(await exported())).toEqual({ entries: 1025, checkpoints: 5, faults: [] })
  })
  test('go on in their file behind a line that was cut off, with those that it lacks', async () => {
    const file = join(folder, 'out', 'checkpoints.jsonl')
    const before = (await readFile(file, 'utf8')).trimEnd().split('\n').length
    await appendFile(file, '{"checkpoint":"opis')
    await write(1)
    await checkpointer.make()
    const list = (await readFile(file, 'utf8')).trimEnd().split('\n')
    expect(list.length).toBeGreaterThan(before + 1)
    expect(list.at(-1)).toContain('\\n1026\\n')
  })
  test('are still made when their file cannot be written, and said', async () => {
    const elsewhere = createCheckpointer({ db: database.db, signer, file: join(folder, 'keys', 'audit-checkpoint.pem', 'x'), clock, log })
    await write(1)
    expect(await elsewhere.make()).toBe(1027)
    expect(warnings).toEqual(['audit checkpoints could not be written to their file'])
  })
  test('are not made over a damaged entry', async () => {
    await write(2)
    await tamper("update audit_event set actor = 'user:eva' where seq = 1028")
    await expect(checkpointer.make()).rejects.toMatchObject({ code: 'integrity', detail: expect.stringContaining('entry 1028') })
  })
})

/** What somebody with all rights on the database could do. */
async function tamper(statement: string): Promise<void> {
  const table = statement.split(' ')[1] ?? ''
  await database.pool.query(`alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`)
}
