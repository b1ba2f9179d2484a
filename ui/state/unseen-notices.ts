import { createStore } from './store.ts'

/** How many notices the person has not seen; the bell of the header shows it. */
export const unseenNotices = createStore<number>(0)

export function noticesSeen(unseen: number): void {
  unseenNotices.set(unseen)
}
