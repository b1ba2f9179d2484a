import { connectElasticsearch, shownAddress, type ElasticsearchSettings } from './connect.ts'
import { examineServer } from './examine.ts'
import { faultOf } from './fault.ts'

export type ElasticsearchAnswer = { ok: true; versions: string[]; address: string } | { ok: false; detail: string; advice: string }

/** Whether Elasticsearch answers, lets us in and is of the version we speak; never throws for what is wrong with it. */
export async function askElasticsearch(settings: ElasticsearchSettings): Promise<ElasticsearchAnswer> {
  const client = connectElasticsearch(settings)
  try {
    return { ok: true, versions: await examineServer(client), address: shownAddress(settings.urls) }
  } catch (error) {
    const { message, advice } = faultOf(error)
    return { ok: false, detail: message, advice }
  } finally {
    await client.close()
  }
}

/** Addresses at which page texts, and the key, cross a network in the clear. */
export function openAddresses({ urls }: ElasticsearchSettings): string[] {
  return urls.map((url) => new URL(url)).filter(({ protocol, hostname }) => protocol === 'http:' && !isThisMachine(hostname)).map(({ origin }) => origin)
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
}
