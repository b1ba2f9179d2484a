/** Why a connection did not come about, as a person can act on it; never with the password or the address that holds it. */
export type ConnectFault = { code: 'unreachable' | 'bad-configuration'; detail: string }

/** Where we wanted to go: `host` may be the folder of a Unix socket. */
export type Target = { host: string; port: number; database: string; user: string }

type Advice = (target: Target) => string

const busy: Advice = ({ host, port }) => `The server at ${host}:${port} takes no connection at this moment: it is starting, stopping or full. Opis needs up to 25 at a time; look at max_connections and at the limit of the role.`
const silent: Advice = ({ host, port }) => `No PostgreSQL answers at ${host}:${port}. Is it running, is the address in DATABASE_URL right, and does it listen there (listen_addresses, firewall)?`

const untrusted: Advice = ({ host }) => `The certificate of the server at ${host} is not signed by anybody this machine trusts. Name the file of its authority in DATABASE_URL: sslmode=verify-full&sslrootcert=FILE.`

/** By SQLSTATE, code of the operating system, or code of TLS. */
const known: Record<string, [ConnectFault['code'], Advice]> = {
  '28P01': ['bad-configuration', ({ user, host }) => `The server at ${host} refuses the password of the role ${user}. Correct it in DATABASE_URL; special characters are written as %XX there.`],
  '28000': ['bad-configuration', ({ user, host, database }) => `The server at ${host} lets the role ${user} not into the database ${database}: there is no such role, or pg_hba.conf has no line for it, or only one with TLS (then add sslmode=verify-full).`],
  '3D000': ['bad-configuration', ({ database, host, user }) => `There is no database ${database} at ${host}. Make it: create database ${database} owner ${user} template template0 encoding 'UTF8' locale 'C.UTF-8'.`],
  '42501': ['bad-configuration', ({ user, database }) => `The role ${user} may not connect to the database ${database}. Grant it: grant connect on database ${database} to ${user}.`],
  '57P03': ['unreachable', busy],
  '57P01': ['unreachable', busy],
  '53300': ['unreachable', busy],
  'ECONNREFUSED': ['unreachable', silent],
  'ECONNRESET': ['unreachable', silent],
  'ETIMEDOUT': ['unreachable', silent],
  'EHOSTUNREACH': ['unreachable', silent],
  'ENETUNREACH': ['unreachable', silent],
  'ENOTFOUND': ['unreachable', ({ host }) => `The name ${host} in DATABASE_URL is not known here.`],
  'EAI_AGAIN': ['unreachable', ({ host }) => `The name ${host} in DATABASE_URL cannot be looked up at this moment.`],
  'ENOENT': ['unreachable', ({ host }) => `There is no PostgreSQL socket in ${host}.`],
  'ERR_TLS_CERT_ALTNAME_INVALID': ['bad-configuration', ({ host }) => `The certificate of the server is not made out to ${host}. Use the name in the certificate in DATABASE_URL.`],
  'CERT_HAS_EXPIRED': ['bad-configuration', ({ host }) => `The certificate of the server at ${host} has expired.`],
  'DEPTH_ZERO_SELF_SIGNED_CERT': ['bad-configuration', untrusted],
  'SELF_SIGNED_CERT_IN_CHAIN': ['bad-configuration', untrusted],
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE': ['bad-configuration', untrusted],
  'UNABLE_TO_GET_ISSUER_CERT': ['bad-configuration', untrusted],
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY': ['bad-configuration', untrusted],
}

/** Faults that come as words only. */
const worded: readonly [RegExp, ConnectFault['code'], Advice][] = [
  [/does not support SSL/, 'bad-configuration', ({ host }) => `The server at ${host} speaks no TLS. Set ssl = on there, or take sslmode out of DATABASE_URL.`],
  [/client password must be/, 'bad-configuration', ({ user }) => `DATABASE_URL has no password for the role ${user}.`],
  [/timeout|terminated unexpectedly/i, 'unreachable', silent],
]

/** Says what an error of connecting means. */
export function connectFault(error: unknown, target: Target): ConnectFault {
  const { code, syscall, message, errors } = error as { code?: string; syscall?: string; message?: string; errors?: unknown[] }
  // A name with several addresses fails as a list, one error an address.
  if (errors?.[0] !== undefined) return connectFault(errors[0], target)
  if (syscall === 'open') return { code: 'bad-configuration', detail: 'A certificate or key file named in DATABASE_URL (sslrootcert, sslcert, sslkey) cannot be read.' }
  const byCode = code === undefined ? undefined : known[code]
  if (byCode) return { code: byCode[0], detail: byCode[1](target) }
  const byWords = worded.find(([pattern]) => pattern.test(message ?? ''))
  if (byWords) return { code: byWords[1], detail: byWords[2](target) }
  return { code: 'unreachable', detail: `The connection to PostgreSQL at ${target.host}:${target.port} failed${code === undefined ? '' : ` (${code})`}. Try the same address with psql.` }
}
