import { z } from 'zod'
import { clientErrors, timeLimits, type Client } from './connect.ts'
import { mappings, settings } from './mapping.ts'

/** An index by its name and the number that Elasticsearch gave it; another index of the same name has another. */
export type MadeIndex = { name: string; uuid: string }

const inTime = { requestTimeout: timeLimits.manageMs }
const settingsAnswer = z.record(z.string(), z.object({ settings: z.object({ index: z.object({ uuid: z.string() }) }) }))

/** Makes an empty index for pages that is reached by an alias of its own. */
export async function makeIndex(client: Client, name: string, alias: string): Promise<MadeIndex> {
  await client.indices.create({ index: name, settings, mappings, aliases: { [alias]: {} } }, inTime)
  return { name, uuid: (await uuidsOf(client, name)).get(name) ?? '' }
}

async function uuidsOf(client: Client, name: string): Promise<Map<string, string>> {
  const answer = settingsAnswer.parse(await client.indices.getSettings({ index: name, filter_path: ['*.settings.index.uuid'], ignore_unavailable: true, allow_no_indices: true }, inTime))
  return new Map(Object.entries(answer).map(([index, { settings: { index: own } }]) => [index, own.uuid]))
}

/** The index behind an alias, or null; more than one is none that can be trusted. */
export async function indexBehind(client: Client, alias: string): Promise<MadeIndex | null> {
  const found = await orNothing(() => client.indices.getAlias({ name: alias, filter_path: ['*.aliases'] }, { requestTimeout: timeLimits.lookMs }))
  const [name, ...more] = Object.keys(found ?? {})
  if (name === undefined || more.length > 0) return null
  const uuid = (await uuidsOf(client, name)).get(name)
  return uuid === undefined ? null : { name, uuid }
}

/** Lets an alias lead to this index alone, at one stroke; `dropped` is an alias of it that is needed no longer. */
export async function switchAlias(client: Client, alias: string, index: string, dropped: string): Promise<void> {
  const before = Object.keys((await orNothing(() => client.indices.getAlias({ name: alias, filter_path: ['*.aliases'] }, inTime))) ?? {})
  const removed = before.filter((name) => name !== index).map((name) => ({ remove: { index: name, alias } }))
  await client.indices.updateAliases({ actions: [...removed, { add: { index, alias } }, { remove: { index, alias: dropped, must_exist: false } }] }, inTime)
}

/** Deletes the indices whose names begin so, but for those to be kept. */
export async function dropIndices(client: Client, beginning: string, kept: readonly string[]): Promise<void> {
  const all = [...(await uuidsOf(client, `${beginning}*`)).keys()]
  for (const name of all) if (!kept.includes(name)) await orNothing(() => client.indices.delete({ index: name }, inTime))
}

/** What is written so far is found from now on. */
export async function makeFindable(client: Client, alias: string, stopping?: AbortSignal): Promise<void> {
  await client.indices.refresh({ index: alias }, { requestTimeout: timeLimits.writeMs, ...(stopping === undefined ? {} : { signal: stopping }) })
}

async function orNothing<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof clientErrors.ResponseError && error.statusCode === 404) return null
    throw error
  }
}
