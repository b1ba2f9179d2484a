/** A header of a letter: its name in small letters and the whole line. */
export type HeaderLine = { key: string; line: string }

const linesMax = 500

/**
 * Whether a letter was sent by a mailing list or a program, so that an answer to it could go round in a circle: RFC 3834
 * section 2, RFC 2919 and 2369 for lists, RFC 3464 for reports, and what is usual beside them.
 */
export function isAutomatic(headers: readonly HeaderLine[]): boolean {
  return headers.slice(0, linesMax).some(({ key, line }) => {
    const value = line.slice(line.indexOf(':') + 1).trim().toLowerCase()
    switch (key) {
      case 'auto-submitted': return !/^no\b/.test(value)
      case 'precedence': return /^(bulk|junk|list|auto_reply)\b/.test(value)
      case 'return-path': return /^<\s*>/.test(value)
      case 'content-type': return value.startsWith('multipart/report')
      case 'x-auto-response-suppress': return /\b(all|oof|autoreply)\b/.test(value)
      case 'message-id': return value.startsWith('<opis.')
      case 'x-autoreply':
      case 'x-autorespond':
      case 'x-loop':
      case 'feedback-id': return true
      default: return /^list-(id|post|unsubscribe|help|subscribe|owner)$/.test(key)
    }
  })
}

/** Whether nobody reads what is sent to this address: it says so itself, or belongs to a program. */
export function isNoReply(address: string): boolean {
  const name = address.split('@')[0]?.toLowerCase() ?? ''
  return (
    /(^|[-_.+])(no|do-?not|dont)[-_.]?(reply|respond|answer)($|[-_.+\d])/.test(name) ||
    /^(mailer-daemon|postmaster|bounces?|listserv|listmaster|majordomo|sympa|mailman|nobody)([-_.+]|$)/.test(name) ||
    /^owner-|-(owner|request|bounces?)$/.test(name)
  )
}
