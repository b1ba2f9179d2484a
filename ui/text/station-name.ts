import { msg } from '@lit/localize'

/** Name of a station or recogniser; the two that the server starts beside itself are named by what they are. */
export function stationName(name: string): string {
  if (name === 'local station') return msg('Station of this server')
  if (name === 'local recogniser') return msg('Recogniser of this server')
  return name
}
