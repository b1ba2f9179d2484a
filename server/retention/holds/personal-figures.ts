import type { RetentionContext } from '../compute-retention.ts'
import { countRequests } from '../erasure-requests/list-requests.ts'
import { countHolds } from './list-holds.ts'
import { nowAndToday } from './today.ts'

/** What waits for a person: holds to be reviewed and requests to be answered, for status and `opis doctor`. */
export async function personalFigures(context: RetentionContext): Promise<{ holds: number; holdsToReview: number; erasureRequests: number; erasureRequestsLate: number }> {
  const { today } = nowAndToday(context)
  const holds = await countHolds(context.records.db, today)
  const requests = await countRequests(context.records.db, today)
  return { holds: holds.active, holdsToReview: holds.reviewDue, erasureRequests: requests.open, erasureRequestsLate: requests.overdue }
}
