import { createRequire } from 'node:module'
import { readAgentConfig, type AgentConfig } from '#agent/config.ts'
import { chooseEngine } from '#agent/recognition/choose-engine.ts'
import { findLanguageData } from '#agent/recognition/language-data.ts'
import { broken, reasonOf, well, type Check, type CheckPart } from './check.ts'

/** What a recogniser that is started on this machine reads with: engine, version, language data by place and first signs of its SHA-256. */
export const checkRecogniser: CheckPart = async (config) => {
  if (config.remote) return []
  try {
    const agent = readAgentConfig()
    return [await checkEngine(agent), await checkLanguageData(agent)]
  } catch (error) {
    return [broken('recogniser', reasonOf(error), 'Mend the setting; until then neither station nor recogniser starts.')]
  }
}

async function checkEngine({ ocrEngine, tesseract }: AgentConfig): Promise<Check> {
  try {
    const choice = await chooseEngine(ocrEngine, tesseract)
    if (choice.kind === 'native') return well('recognition engine', `tesseract ${choice.version} (installed)`)
    const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string }
    return well('recognition engine', `tesseract.js ${version} (built in): ${choice.why}`)
  } catch (error) {
    return broken('recognition engine', reasonOf(error), 'Install the Debian package tesseract-ocr, or set OPIS_OCR_ENGINE=auto.')
  }
}

async function checkLanguageData({ languageDataFolder }: AgentConfig): Promise<Check> {
  try {
    const found = await findLanguageData(languageDataFolder ?? undefined)
    return well('language data', found.map(({ language, from, dataSha256 }) => `${language} ${dataSha256.slice(0, 12)} from ${from}`).join(', '))
  } catch (error) {
    return broken('language data', reasonOf(error), 'Run npm ci again, install the Debian package of the language, or set OPIS_LANGUAGE_DATA.')
  }
}
