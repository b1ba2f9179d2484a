import { eq } from 'drizzle-orm'
import type { CaptureContext } from './context.ts'
import { batch } from './schema.ts'

/**
 * Removes the folder of a closed batch in the intake area once nothing lies in it. The last step that
 * takes copies away finds it empty, whichever that is.
 */
export async function removeIntakeFolder(context: CaptureContext, id: string): Promise<void> {
  const [found] = await context.db.select({ state: batch.state }).from(batch).where(eq(batch.id, id))
  if (found?.state === 'closed') await context.intake.removeFolder(id)
}
