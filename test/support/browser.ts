import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const program = '/usr/bin/chromium'
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Whether the browser of the tests is installed (Debian package chromium). */
export const browserIsThere = existsSync(program)

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: flags })
}
