import { randomBytes, sign, type KeyObject } from 'node:crypto'
import { agentHeaders, signedText } from '#contract/agent-signature.ts'

/** Who signs: id given at enrolment and the private Ed25519 key. */
export type Signer = { agent: string; key: KeyObject }

/**
 * Headers that prove who sent this request and which body belongs to it. Every attempt needs new
 * ones: the server takes a nonce once.
 */
export function signRequest(
  signer: Signer,
  request: { method: string; path: string; digest: string; timeMs: number },
  nonce: string = randomBytes(16).toString('base64url'),
): Record<string, string> {
  const time = String(request.timeMs)
  const signed = signedText({ method: request.method, path: request.path, time, nonce, digest: request.digest })
  return {
    [agentHeaders.agent]: signer.agent,
    [agentHeaders.time]: time,
    [agentHeaders.nonce]: nonce,
    [agentHeaders.digest]: request.digest,
    [agentHeaders.signature]: sign(null, Buffer.from(signed, 'utf8'), signer.key).toString('base64url'),
  }
}
