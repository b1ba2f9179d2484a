import { tokenCreated } from '#contract/identity.ts'
import { importAnswer } from '#contract/records.ts'
import { newId } from '#kernel/ids.ts'
import { readRunFile } from '#server/run-file.ts'
import { addUser } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { registryAtWork } from '#test/support/registry-at-work.ts'
import { awaitBatch, enrolStation, feedBatch, good, runServer, sendImage, type RunningServer, type TestAgent } from '#test/support/run-server.ts'
import { runSchemathesis, type FuzzOutcome, type FuzzRun } from './schemathesis.ts'
import { signingProxy } from './signing-proxy.ts'

/** Who speaks to the server while it is fuzzed. */
export const speakers = ['administrator', 'reader', 'nobody', 'station', 'recogniser'] as const
export type Speaker = (typeof speakers)[number]

export type FuzzedServer = {
  server: RunningServer
  fuzz(speaker: Speaker, size: Pick<FuzzRun, 'seed' | 'examples' | 'phases' | 'include'>): Promise<FuzzOutcome>
  stop(): Promise<void>
}

/** A real server with something of everything in it, and somebody to speak for each kind of principal. */
export async function fuzzedServer(): Promise<FuzzedServer> {
  const server = await runServer()
  const agents = { station: await enrolStation(server), recogniser: await enrolStation(server, 'recogniser') }
  const bystander = await enrolStation(server)
  const reader = await addUser(server.url, server.admin, { name: 'fuzzing-reader', roles: ['reader'], units: ['registry'] })
  const { token } = await reader.bySession.get(tokenCreated, 'POST', '/api/tokens', { json: { name: 'fuzzing' } })
  const local = (await readRunFile(server.dataFolder))?.token ?? ''
  const victim = await addUser(server.url, server.admin, { name: 'victim', roles: ['reader'] })
  const { ids } = await registryAtWork(server)
  const known = { id: [...(await recordsAndBatches(server, agents.station)), victim.id, bystander.id, ...Object.values(ids)], code: ['incoming', 'decisions', 'letter', 'extract', 'test', 'housing'], unit: ['cityhall', 'buiucani'] }
  const document = `${server.url}/api/openapi.json`
  return {
    server,
    async fuzz(speaker, size) {
      if (speaker === 'station' || speaker === 'recogniser') {
        const proxy = await signingProxy(server.url, agents[speaker].signer)
        return runSchemathesis({ include: speaker === 'station' ? '/batches' : '/recognition', ...size, document, url: proxy.url, known }).finally(() => proxy.close())
      }
      const said = { administrator: local, reader: token, nobody: undefined }[speaker]
      return runSchemathesis({ ...size, document, url: server.url, known, ...(said === undefined ? {} : { token: said }) })
    },
    async stop() {
      for (const agent of [agents.station, agents.recogniser, bystander]) await agent.close()
      await server.stop()
    },
  }
}

/** A text, a picture, a batch that waits for a person and one that is open. */
async function recordsAndBatches(server: RunningServer, station: TestAgent): Promise<string[]> {
  const imported = async (name: string, body: Uint8Array) => (await server.admin.get(importAnswer, 'POST', `/api/import?name=${name}`, { body })).record ?? ''
  const records = [await imported('letter.txt', Buffer.from('The bridge shall be mended.\fSecond page')), await imported('page.png', await pageImage(1))]
  const waiting = await feedBatch(station, [{ bytes: await pageImage(2) }, { bytes: await pageImage(3) }])
  await awaitBatch(server, waiting, (report) => report.state === 'exceptions')
  const open = newId()
  good(await station.client.openBatch({ id: open }))
  good(await sendImage(station, open, 1, { bytes: await pageImage(4) }))
  return [...records, waiting, open]
}
