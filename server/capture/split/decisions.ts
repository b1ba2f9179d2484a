/** Why an image is no page of a record. */
export type SetAsideReason = 'cover' | 'separator' | 'blank' | 'rejected' | 'rescanned'

/**
 * What a person said about a batch. Decisions are inputs of the split like the images: the rule is
 * run again with all of them. Of two about the same image the later one holds.
 */
export type Decision =
  /** The images are pages of the record of that cover, in feed order; a cover sheet among them is set aside. */
  | { action: 'assign'; images: readonly number[]; cover: string }
  /** The images are a record without a cover; a cover sheet among them is set aside. */
  | { action: 'make-record'; images: readonly number[]; class?: string | undefined; date?: string | undefined }
  /** The images are no pages. Pages behind a cover that is set aside have no cover. */
  | { action: 'set-aside'; images: readonly number[]; reason: SetAsideReason }
  /** The number of sheets behind that cover is right as it is. */
  | { action: 'accept-count'; cover: string }
  /** The images are pages where they lie: neither cover sheets nor blank. */
  | { action: 'take-as-page'; images: readonly number[] }
  /** `by` is a better scan of `image`: it takes its place, and `image` is set aside as rescanned. */
  | { action: 'replace'; image: number; by: number }
