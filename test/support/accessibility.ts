import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Everything that WCAG 2.1 asks on levels A and AA, the size of what is pressed of WCAG 2.2, and good habits. */
const rules: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // A habit, not WCAG: takes the label of a wa-select that is scrolled out of sight in a dialog for none. The rule `label` stays.
  rules: { 'label-title-only': { enabled: false } },
  ...{ resultTypes: ['violations', 'incomplete'], preload: false, iframes: false, elementRef: true },
}
/** A desk by day and a phone by night: all rules for both widths and both themes. */
const looks = [{ colorScheme: 'light', width: 1280, height: 900 }, { colorScheme: 'dark', width: 390, height: 800 }] as const

/** Brings the checker into a page; no script of the page could, our content security policy forbids it. */
export async function bringChecker(page: Page): Promise<void> {
  await page.evaluate(axe.source)
}

/** What is wrong with what a page shows now, wide and light, narrow and dark: theme, rule, the element with its shadow hosts, and why. */
export async function barriersOn(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height })
    found.push(...(await page.evaluate(check, rules)).map((one) => `${colorScheme} ${one}`))
  }
  return found
}

/**
 * Runs in the page. The checker leaves open how text in a slot, such as that of every button, stands out from its ground;
 * that is calculated here, by the formula of WCAG 2.1 (1.4.3).
 */
async function check(options: axe.RunOptions): Promise<string[]> {
  // What lies half under the bar at the top seems too small to be pressed.
  scrollTo(0, 0)
  const { violations, incomplete } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options)
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id}: ${target.flat().join(' → ')} ${html} ${failureSummary ?? ''}`))
  const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  /** Luminance of what is painted over each other, the lowest first. */
  const luminance = (layers: readonly string[]): number => {
    if (brush === null) throw new Error('there is no canvas')
    for (const layer of ['white', ...layers]) {
      brush.fillStyle = layer
      brush.fillRect(0, 0, 1, 1)
    }
    const [red = 0, green = 0, blue = 0] = [...brush.getImageData(0, 0, 1, 1).data].map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const above = (one: Element): Element | null => {
    const root = one.getRootNode()
    return one.assignedSlot ?? one.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
  }
  for (const { element, target } of incomplete.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes)) {
    if (!(element instanceof HTMLElement)) continue
    const grounds: string[] = []
    for (let at: Element | null = element; at !== null; at = above(at)) grounds.unshift(getComputedStyle(at).backgroundColor)
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const [ground, text] = [luminance(grounds), luminance([...grounds, color])]
    const ratio = (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05)
    const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700)
    if (ratio < (isLarge ? 3 : 4.5)) found.push(`contrast ${ratio.toFixed(2)}: ${target.flat().join(' → ')} ${color} on ${grounds.join(', ')}`)
  }
  return found
}
