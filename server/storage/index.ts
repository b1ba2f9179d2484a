export type { ContentStore, Fault, NewFile, ObjectState, Publication, Repair, StoredFile } from './content-store.ts'
export { fileSystemStore } from './file-system-store.ts'
