/** The part of fontkit that drawing needs; the package brings no types of its own. */
declare module 'fontkit' {
  export type Box = { minX: number; minY: number; maxX: number; maxY: number }
  export type Path = { toSVG(): string; bbox: Box }
  export type Glyph = { id: number; path: Path; advanceWidth: number }
  export type GlyphPosition = { xAdvance: number; xOffset: number; yOffset: number }
  export type GlyphRun = { glyphs: Glyph[]; positions: GlyphPosition[]; advanceWidth: number }
  export type Font = { unitsPerEm: number; ascent: number; descent: number; layout(text: string): GlyphRun }
  export function openSync(path: string): Font
}
