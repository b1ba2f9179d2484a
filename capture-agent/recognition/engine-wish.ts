/** What the setting OPIS_OCR_ENGINE takes. `auto`: the installed Tesseract where there is one that can be used. */
export const engineWishes = ['auto', 'native', 'tesseract.js'] as const
export type EngineWish = (typeof engineWishes)[number]
