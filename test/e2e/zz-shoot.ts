import type { Page } from 'playwright-core'
export async function shoot(page: Page, name: string, narrow = false): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder === undefined) return
  const before = page.viewportSize()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const width of narrow ? [360] : [1280, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png`, fullPage: true, animations: 'disabled' })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      if (wide > width) console.log(`OVERFLOW ${name} ${width}: ${wide}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  if (before) await page.setViewportSize(before)
}
export const opened: Page[] = []
export function dev(page: Page): void {
  if (process.env['SHOTS'] === undefined) return
  page.setDefaultTimeout(8000)
  opened.push(page)
}
export async function shootAll(): Promise<void> {
  for (const [at, page] of opened.entries()) await page.screenshot({ path: `${process.env['SHOTS'] ?? ''}/fail-${at}.png`, fullPage: true }).catch(() => undefined)
  opened.length = 0
}
