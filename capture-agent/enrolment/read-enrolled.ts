import { OpisError } from '#kernel/errors.ts'
import type { Signer } from '../http/sign-request.ts'
import { parseServerAddress } from '../http/server-address.ts'
import { readIdentity, type Identity } from './identity.ts'

/**
 * The server and who this agent is there.
 *
 * @throws OpisError `unauthenticated` where it is not enrolled at that server; what the address is refused for
 */
export async function readEnrolled(serverUrl: string, dataFolder: string): Promise<{ server: URL; identity: Identity; signer: Signer }> {
  const server = parseServerAddress(serverUrl)
  const enrolled = await readIdentity(dataFolder)
  if (enrolled === null || enrolled.identity.server !== server.origin) {
    throw new OpisError('unauthenticated', `This machine is not enrolled at ${server.origin}. Make a one-time code on the server and enrol it with “opis station enrol” (a recogniser with --role recogniser).`)
  }
  return { server, ...enrolled }
}
