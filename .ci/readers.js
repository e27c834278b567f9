// readers.js LIBRARY: reads the exports in this folder with Citation.js and with commonmark, and compares with the JSON Lines.
const fs = require('fs')
const {Cite} = require('@citation-js/core')
require('@citation-js/plugin-ris')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')
const commonmark = require('commonmark')

const library = process.argv[2]
const read = name => fs.readFileSync(name, 'utf8')
const papers = read('jsonl').trim().split('\n').map(line => JSON.parse(line))
let failed = false

function check (name, f) {
  try {
    console.log(`ok    ${library}: ${f()}`)
  } catch (e) {
    failed = true
    console.log(`FAIL  ${library}: ${name}: ${String(e.message).slice(0, 1000)}`)
  }
}
function same (what, got, want) {
  if (got !== want) throw new Error(`${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`)
}
// Letters and digits are what a title must keep; TeX's readers put markup and spaces of their own around them.
const letters = s => (s || '').replace(/<\/?(span|i|b|sup|sub|sc)\b[^<>]*>/g, '').normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '')

function bibliography (name, type, exactly) {
  check(name, () => {
    const text = read(name)
    const cite = new Cite(type === '@csl/list+object' ? JSON.parse(text) : text, {forceType: type})
    same('papers', cite.data.length, papers.length)
    cite.data.forEach((item, i) => {
      if (exactly) same('title', item.title, papers[i].title)
      else same('letters of the title', letters(item.title), letters(papers[i].title))
      same('authors', (item.author || []).length, papers[i].authors.length)
      same('DOI', item.DOI || '', papers[i].doi || '')
    })
    const set = cite.format('bibliography', {format: 'text', template: 'apa'}).trim().split('\n').length
    same('papers set in APA', set, papers.length)
    return `Citation.js reads ${papers.length} papers in ${name}, and sets them`
  })
}
bibliography('ris', '@ris/file', true)
bibliography('bibtex', '@bibtex/text', false)
bibliography('biblatex', '@biblatex/text', false)
bibliography('csl-json', '@csl/list+object', true)

check('markdown', () => {
  const walker = new commonmark.Parser().parse(read('markdown')).walker()
  const titles = []
  let inside = false
  for (let step; (step = walker.next());) {
    const {node, entering} = step
    if (node.type === 'block_quote' && entering) { // the reader's own note, in Markdown
      walker.resumeAt(node, false)
      continue
    }
    if (node.type === 'heading' && node.level === 2) {
      inside = entering
      if (entering) titles.push('')
    } else if (inside && entering && node.literal) titles[titles.length - 1] += node.literal
    if (entering && /^html/.test(node.type) && !/^<!-- dogear: .*-->\s*$/s.test(node.literal)) throw new Error('there is HTML: ' + node.literal.slice(0, 200))
    if (entering && /^(link|image)$/.test(node.type) && !/^https?:/.test(node.destination)) throw new Error('a link leads to ' + node.destination)
  }
  same('titles', titles.join('\n'), papers.map(p => p.title).join('\n'))
  return `commonmark reads ${titles.length} titles in markdown`
})
process.exit(failed ? 1 : 0)
