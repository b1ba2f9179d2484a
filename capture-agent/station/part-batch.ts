import type { SpooledBatch } from '../spool/spooled-batch.ts'

/**
 * Ends the feeding of a batch whose pile is no longer there as it was: the sheets fed stand, and what may be
 * missing is an exception that a person sees.
 */
export async function partBatch(batch: SpooledBatch): Promise<void> {
  const { fed, images, source } = batch.state
  if (fed !== null) return
  const of = source.kind === 'folder' ? ` of a pile of ${source.pile.length} files` : ''
  await batch.noteRejected({
    type: 'rejected',
    name: '…',
    code: 'batch-incomplete',
    detail: `Feeding was interrupted after ${images.length} images${of}, and the pile was changed since. Compare with the papers.`,
    origin: { item: '', page: 1 },
  })
  await batch.finishFeed(0, 'interrupted')
}
