/**
 * The thread in which tesseract.js runs: the library's own worker script, which is kept from asking the
 * network for language data.
 */
import { createRequire } from 'node:module'

globalThis.fetch = () => Promise.reject(new Error('recognition never uses the network'))

createRequire(import.meta.url)('tesseract.js/src/worker-script/node/index.js')
