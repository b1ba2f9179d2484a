/** What retention decides about: a single record, or a whole file where the rule's unit is the file. */
export type Subject = { readonly kind: 'record' | 'file'; readonly id: string }
