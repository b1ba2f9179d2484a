import { describe, expect, test } from 'vitest'
import { parseSnippet } from './parse-snippet.ts'

describe('parseSnippet', () => {
  test('splits at the marks', () => {
    expect(parseSnippet('a <mark>b</mark> c')).toEqual([
      { text: 'a ', marked: false },
      { text: 'b', marked: true },
      { text: ' c', marked: false },
    ])
  })

  test.each([
    ['&lt;b&gt; &amp; &quot;x&quot; &#39;y&#x27;', '<b> & "x" \'y\''],
    ['&amp;lt;', '&lt;'],
    ['&unknown; &#0; &#x110000;', '&unknown; &#0; &#x110000;'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['<mark onclick="x">', '<mark onclick="x">'],
  ])('%s is plain text', (snippet, text) => {
    expect(parseSnippet(snippet)).toEqual([{ text, marked: false }])
  })

  test('a mark left open marks the rest, an empty snippet has no pieces', () => {
    expect(parseSnippet('<mark>x')).toEqual([{ text: 'x', marked: true }])
    expect(parseSnippet('')).toEqual([])
  })
})
