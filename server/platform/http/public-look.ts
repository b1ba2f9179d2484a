/**
 * Colours and type of the pages for the public, which have no script and no part of the desk's screens: a phone first,
 * light and dark. Each page adds its own rules.
 */
export const publicLook = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f4, #12161a);
  --surface: light-dark(#ffffff, #1a2026);
  --line: light-dark(#dcdfda, #2d363f);
  --line-strong: light-dark(#6f7873, #7d8a96);
  --text: light-dark(#1b2227, #e6eaed);
  --quiet: light-dark(#545e64, #a4afb8);
  --accent: light-dark(#1b4f74, #8fc1e6);
  --on-accent: light-dark(#ffffff, #0c2233);
  --care: light-dark(#8a5300, #f0c070);
  --care-quiet: light-dark(#fdf1dc, #37280f);
  --bad: light-dark(#a3261d, #ff9d92);
  --bad-quiet: light-dark(#fbe7e4, #3a1815);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1.0625rem/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans Georgian', 'DejaVu Sans', sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
h1 { margin: .5rem 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.125rem; }
.quiet { color: var(--quiet); font-size: .9375rem; }
dl { margin: 0; }
`
