import { expect, test } from 'vitest'
import { endsPage, parseHocr } from './parse-hocr.ts'

const page = `<?xml version="1.0" encoding="UTF-8"?>
 <body>
  <div class='ocr_page' id='page_1' title='image "a"; bbox 0 0 1300 800; ppageno 0; scan_res 300 300'>
   <div class='ocr_photo' id='block_1_1' title="bbox 5 5 90 90"></div>
   <div class='ocr_carea' id='block_1_2' title="bbox 100 100 700 240">
    <p class='ocr_par' id='par_1_1' lang='ron' title="bbox 100 100 700 240">
     <span class='ocr_line' id='line_1_1' title="bbox 100 100 700 140; baseline 0 0; x_size 40">
      <span class='ocrx_word' id='word_1_1' title='bbox 100 101 220 140; x_wconf 96'>Hotărâre</span>
      <span class='ocrx_word' id='word_1_2' title='bbox 240 101 300 140; x_wconf 88' lang='eng'><strong><em>A&amp;B</em></strong></span>
     </span>
     <span class='ocr_header' id='line_1_2' title="bbox 100 200 700 240; baseline 0 0">
      <span class='ocrx_word' id='word_1_3' title='bbox 100 200 180 240; x_wconf 0'>&lt;37&gt;</span>
     </span>
    </p>
   </div>
   <div class='ocr_carea' id='block_1_3' title="bbox 100 300 700 340">
    <p class='ocr_par' id='par_1_2' lang='ron' title="bbox 100 300 700 340">
     <span class='ocr_line' id='line_1_3' title="bbox 100 300 700 340; baseline 0 0">
      <span class='ocrx_word' id='word_1_4' title='bbox 100 300 101 340; x_wconf 95'> </span>
     </span>
    </p>
    <p class='ocr_par' id='par_1_3' lang='ron' title="bbox 100 300 700 340">
     <span class='ocr_caption' id='line_1_4' title="bbox 100 300 700 340; baseline 0 0">
      <span class='ocrx_word' id='word_1_5' title='bbox 100 300 180 340; x_wconf 95'>it&#39;s &quot;so&quot;</span>
     </span>
    </p>
   </div>
  </div>
`

test('words come with box, confidence, line and paragraph; those of spaces only count for nothing', () => {
  expect(parseHocr(page)).toEqual([
    { text: 'Hotărâre', box: [100, 101, 120, 39], confidence: 96, line: 0, paragraph: 0 },
    { text: 'A&B', box: [240, 101, 60, 39], confidence: 88, line: 0, paragraph: 0 },
    { text: '<37>', box: [100, 200, 80, 40], confidence: 0, line: 1, paragraph: 0 },
    { text: 'it\'s "so"', box: [100, 300, 80, 40], confidence: 95, line: 2, paragraph: 1 },
  ])
})

test('a page is whole at its own end and not before', () => {
  const ends = page.split('\n').map((_, index, rows) => endsPage(`${rows.slice(0, index + 1).join('\n')}\n`))
  expect(ends.indexOf(true)).toBe(page.split('\n').length - 2)
})
