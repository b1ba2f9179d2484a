import { expect } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { languageNames, texts } from '#server/public-status/texts/choose-language.ts'

/** What the public page says of the stage, in the three languages of the story. */
export type Seen = { ro: string; uk: string; ka: string }
export type Citizen = { page: Page; sees(stage: Seen): Promise<void>; close(): Promise<void> }

const widthPx = 360
const spoken = ['ro', 'uk', 'ka'] as const

/** A citizen with a receipt and a narrow phone without script, who looks at the public page of the status. */
export async function citizenWith(url: string, browser: Browser, receipt: { number: string; check: string }): Promise<Citizen> {
  const context = await browser.newContext({ viewport: { width: widthPx, height: 740 }, javaScriptEnabled: false })
  const page = await context.newPage()
  return {
    page,
    async sees(stage) {
      await page.goto(`${url}/status?lang=ro`)
      await page.getByLabel(texts.ro.number).fill(receipt.number)
      await page.getByLabel(texts.ro.check).fill(receipt.check)
      await page.getByRole('button', { name: texts.ro.show }).click()
      for (const language of spoken) {
        if (language !== 'ro') await page.getByRole('button', { name: languageNames[language] }).click()
        await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
        expect(await page.locator('.now dd').innerText()).toBe(stage[language])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(widthPx)
      }
    },
    close: () => context.close(),
  }
}
