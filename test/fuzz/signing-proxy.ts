import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { agentHeaders } from '#contract/agent-signature.ts'
import { signRequest, type Signer } from '#agent/http/sign-request.ts'

export type SigningProxy = { url: string; close(): Promise<void> }

/**
 * Signs every request that has any signature as an agent would and passes it on, so that a program that knows
 * no signatures can speak as one. A request without the header stays without.
 */
export async function signingProxy(server: string, signer: Signer): Promise<SigningProxy> {
  const proxy = createServer((incoming, outgoing) => void pass(server, signer, incoming, outgoing).catch(() => outgoing.destroy()))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    async close() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

async function pass(server: string, signer: Signer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const { method = 'GET', url: path = '/' } = incoming
  const digest = createHash('sha512').update(body).digest('hex')
  const { host: _, ...headers } = incoming.headers
  const { pathname, search } = new URL(path, server)
  const signature = headers[agentHeaders.signature] === undefined ? {} : signRequest(signer, { method, path: pathname + search, digest, timeMs: Date.now() })
  const onward = request(new URL(server), { method, path, headers: { ...headers, ...signature } })
  onward.end(body)
  const [answer] = (await once(onward, 'response')) as [IncomingMessage]
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
  answer.pipe(outgoing)
}
