import { OpisError } from '#kernel/errors.ts'

/**
 * The server's address from configuration. Only `https:` leaves this machine; plain `http:` is for
 * the loopback interface.
 *
 * @throws OpisError `bad-configuration` (no such address), `insecure-transport`
 */
export function parseServerAddress(text: string): URL {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    throw new OpisError('bad-configuration', 'The address of the server must look like https://archive.example.')
  }
  if (url.username !== '' || url.password !== '') {
    throw new OpisError('bad-configuration', 'Leave name and password out of the address of the server: the agent signs with its own key.')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new OpisError('insecure-transport', 'The agent sends pages over HTTPS only. Use an https:// address, or http:// on this machine (127.0.0.1).')
  }
  return new URL(url.origin)
}

/** The URL parser has already brought 127.1, 0x7f.1 and the like into the form of four numbers. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}
