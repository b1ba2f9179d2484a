import type { Principal } from '#platform/http/access.ts'
import { seesHolds } from '#server/identity/permissions.ts'
import type { ActDocument } from './act-document.ts'

/** The document as somebody may see it: to whoever may not learn that there are holds no void line says why it is void. */
export function asSeenBy(principal: Principal, document: ActDocument): ActDocument {
  if (seesHolds(principal)) return document
  return { ...document, lines: document.lines.map((line) => (line.state === 'void' ? { ...line, reason: null, reasonOf: null } : line)) }
}
