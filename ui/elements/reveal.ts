/**
 * Scrolls the nearest scrolling ancestor just far enough to show an element, and never the window:
 * on a narrow screen the window is the reader's own.
 */
export function reveal(target: Element, from: HTMLElement): void {
  let scroller: HTMLElement | null = from
  while (scroller !== null && !scrolls(scroller)) scroller = scroller.parentElement
  if (scroller === null) return
  const outer = scroller.getBoundingClientRect()
  const inner = target.getBoundingClientRect()
  scroller.scrollTop += overhang(inner.top, inner.bottom, outer.top, outer.bottom)
  scroller.scrollLeft += overhang(inner.left, inner.right, outer.left, outer.right)
}

function scrolls(element: HTMLElement): boolean {
  if (element === document.body || element === document.documentElement) return false
  const { overflowX, overflowY } = getComputedStyle(element)
  return [overflowX, overflowY].some((one) => one === 'auto' || one === 'scroll')
}

/** Pixels to scroll so that the stretch from `start` to `end` lies within the window from `first` to `last`. */
function overhang(start: number, end: number, first: number, last: number): number {
  if (start < first) return start - first
  return end > last ? Math.min(end - last, start - first) : 0
}
