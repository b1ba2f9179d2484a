import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** A key and a certificate that signs itself, for `localhost` only; made by openssl in the folder. */
export function selfSigned(folder: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert]
  const made = spawnSync('openssl', words)
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr.toString()}`)
  return { cert, key }
}
