import { createRequire } from 'node:module'
import { openSync } from 'fontkit'
import type { Font } from 'fontkit'
import type { FontReach } from './page-words.ts'

/** What this file needs of the PDF being written: new objects. */
type Objects = { ref(data: object): PdfObject }
type PdfObject = { data?: unknown; end(chunk?: unknown): void }

/** Members of fontkit's font that drawing does not use. */
type FontFile = Font & {
  postscriptName: string
  bbox: { minX: number; minY: number; maxX: number; maxY: number }
  hasGlyphForCodePoint(codePoint: number): boolean
  glyphForCodePoint(codePoint: number): { id: number; advanceWidth: number }
  createSubset(): { includeGlyph(id: number): number; encode(): Uint8Array }
}

type Character = { codePoint: number; glyph: number; widthPerMille: number }

/** Text as a hexadecimal PDF string and its natural width in parts of the font size. */
export type EncodedText = { hex: string; width: number }

/**
 * The font of the invisible text. Unlike the fonts of a layout program it gives every character a
 * code of its own that leads back to exactly that character: no ligatures, and no two characters
 * share a code because they share a drawing. A character that DejaVu cannot draw borrows the glyph
 * of U+FFFD and still extracts as itself (PDF/A forbids the glyph "not defined" even when unseen).
 */
export type InvisibleFont = {
  reach: FontReach
  /** The font dictionary to name in the resources of a page. */
  dictionary: PdfObject
  encode(text: string): EncodedText
  /** Writes the font into the document; nothing can be encoded afterwards. */
  embed(): void
}

const replacement = 0xfffd
const dejaVuSans = 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'
/** Codes have two bytes; 0 is reserved for the glyph "not defined". */
const mostCharacters = 0xffff

const hex4 = (value: number): string => value.toString(16).padStart(4, '0')

/** Characters that PDF/A wants drawn or that no reader shows: controls, surrogates without partner, byte order marks. */
function isPrintable(codePoint: number): boolean {
  return codePoint >= 0x20 && !(codePoint >= 0x7f && codePoint < 0xa0) && !(codePoint >= 0xd800 && codePoint < 0xe000)
    && codePoint !== 0xfeff && (codePoint & 0xfffe) !== 0xfffe
}

function toUnicode(characters: readonly Character[]): string {
  const entries = characters.map(({ codePoint }, i) =>
    `<${hex4(i + 1)}> <${Array.from(String.fromCodePoint(codePoint).split(''), (unit) => hex4(unit.charCodeAt(0))).join('')}>`)
  // A block holds 100 entries at most (Adobe technical note 5014).
  const blocks: string[] = []
  for (let i = 0; i < entries.length; i += 100) {
    const block = entries.slice(i, i + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

function glyphMap(characters: readonly Character[]): Uint8Array {
  const map = new Uint8Array((characters.length + 1) * 2)
  characters.forEach(({ glyph }, i) => {
    map[(i + 1) * 2] = glyph >> 8
    map[(i + 1) * 2 + 1] = glyph & 0xff
  })
  return map
}

function stream(objects: Objects, content: string | Uint8Array): PdfObject {
  const object = objects.ref({})
  object.end(content)
  return object
}

function closed(objects: Objects, data: object): PdfObject {
  const object = objects.ref(data)
  object.end()
  return object
}

type Embedding = { font: FontFile; program: Uint8Array; characters: readonly Character[] }

function describe(objects: Objects, { font, program, characters }: Embedding): object {
  const perMille = 1000 / font.unitsPerEm
  const name = `OPISAA+${font.postscriptName}`
  const descriptor = closed(objects, {
    Type: 'FontDescriptor',
    FontName: name,
    Flags: 4,
    FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((value) => value * perMille),
    ItalicAngle: 0,
    Ascent: font.ascent * perMille,
    Descent: font.descent * perMille,
    CapHeight: font.ascent * perMille,
    StemV: 80,
    FontFile2: stream(objects, program),
  })
  const descendant = closed(objects, {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    // pdfkit writes a String object as a PDF string and a plain string as a name.
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    W: [1, characters.map((character) => character.widthPerMille)],
    CIDToGIDMap: stream(objects, glyphMap(characters)),
  })
  return {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: stream(objects, toUnicode(characters)),
  }
}

/** Opens DejaVu Sans for one document; only the glyphs that its text uses are embedded. */
export function openInvisibleFont(objects: Objects): InvisibleFont {
  const font = openSync(createRequire(import.meta.url).resolve(dejaVuSans)) as FontFile
  const subset = font.createSubset()
  const codes = new Map<number, number>()
  const characters: Character[] = []
  const dictionary = objects.ref({})

  const codeOf = (codePoint: number): number => {
    const known = codes.get(codePoint)
    if (known !== undefined) return known
    if (characters.length >= mostCharacters - 1 && codePoint !== replacement) return codeOf(replacement)
    const glyph = font.glyphForCodePoint(font.hasGlyphForCodePoint(codePoint) ? codePoint : replacement)
    const widthPerMille = (glyph.advanceWidth * 1000) / font.unitsPerEm
    const code = characters.push({ codePoint, glyph: subset.includeGlyph(glyph.id), widthPerMille })
    codes.set(codePoint, code)
    return code
  }

  return {
    reach: { ascent: font.ascent / font.unitsPerEm, descent: font.descent / font.unitsPerEm },
    dictionary,
    encode(text) {
      let hex = ''
      let widthPerMille = 0
      for (const character of text.normalize('NFC')) {
        const codePoint = character.codePointAt(0) ?? replacement
        if (!isPrintable(codePoint)) continue
        const code = codeOf(codePoint)
        hex += hex4(code)
        widthPerMille += characters[code - 1]?.widthPerMille ?? 0
      }
      return { hex, width: widthPerMille / 1000 }
    },
    embed() {
      dictionary.data = describe(objects, { font, program: subset.encode(), characters })
      dictionary.end()
    },
  }
}
