import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { z } from 'zod'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { verifyStore, type StoreVerdict } from '#server/storage/verify-store.ts'
import { readConfig } from '../../config.ts'
import { connect, type Client } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { follow } from '../follow.ts'
import { progressBar } from '../progress-bar.ts'

const verdict = z.object({ objects: z.int(), files: z.int(), bytes: z.number(), bad: z.array(z.object({ record: z.string(), file: z.string(), fault: z.string() })) })

export const verify: Command = {
  name: 'verify',
  usage: '[--full]',
  summary: 'Check every stored object; --full reads and hashes every byte. Where a server runs it does so and leaves an audit entry; else the store is read as it lies',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { full: { type: 'boolean' } }, 'verify')
    const full = values.full ?? false
    const server = await serverThatRuns()
    const answer = server ? await follow(server, `/store/verify?full=${full}`, 'verify', verdict) : await verifyHere(full)
    printResult(answer, asJson, (done) => [...done.bad.map((one) => `bad: ${one.record} ${one.file}: ${one.fault}`), `${done.objects} objects, ${done.files} files, ${done.bytes} bytes, ${done.bad.length} faults`].join('\n'))
    return answer.bad.length > 0 ? 6 : 0
  },
}

/** Null where none runs on the data folder; one elsewhere that does not answer is an error. */
async function serverThatRuns(): Promise<Client | null> {
  try {
    const client = await connect()
    await client.get('/status')
    return client
  } catch (error) {
    if (error instanceof OpisError && error.code === 'unreachable' && !readConfig().remote) return null
    throw error
  }
}

async function verifyHere(full: boolean): Promise<StoreVerdict> {
  const run = verifyStore(await fileSystemStore(join(readConfig().dataFolder, 'store')), { full })
  const bar = progressBar('verify')
  for (;;) {
    const step = await run.next()
    if (step.done) {
      bar.end()
      return step.value
    }
    bar.step(step.value.done, step.value.total)
  }
}
