/**
 * Excerpts and whatever else is known of findings: they stand behind this script, block by block, and are read when somebody
 * wants to see them.
 */
const texts = {
  blocks: document.getElementsByClassName('texts'),
  rests: document.getElementsByClassName('rows'),
  excerpts: [],
  details: [],
  /** Each block in lower case, and where its rows begin. */
  lowered: [],
  get blockCount() { return Math.ceil(findings.count / report.block); },
  get isComplete() { return document.readyState !== 'loading'; },
  /** A block is whole once the browser has begun with what follows it. */
  hasExcerpts(block) { return block < this.rests.length; },
  hasDetails(block) { return block + 1 < this.blocks.length || this.isComplete; },

  excerptsOf(block) {
    return this.excerpts[block] ??= JSON.parse(this.blocks[block].textContent).split('\x1e');
  },

  /** Makes the next block ready for searching; false where all are. */
  lowerNext() {
    const block = this.lowered.length;
    if (block >= this.blockCount || !this.hasExcerpts(block)) return false;
    const text = JSON.parse(this.blocks[block].textContent).toLowerCase().replaceAll('\x1f', '');
    const size = Math.min(report.block, findings.count - block * report.block);
    const starts = new Uint32Array(size + 1);
    for (let n = 1, place = 0; n < size; n++) starts[n] = place = text.indexOf('\x1e', place) + 1;
    starts[size] = text.length + 1;
    this.lowered.push({ text, starts });
    return true;
  },

  /** Sets the flags of all findings whose excerpt holds `word`. */
  search(word, flags) {
    while (this.lowerNext());
    for (let block = 0; block < this.lowered.length; block++) {
      const { text, starts } = this.lowered[block], first = block * report.block;
      let row = 0;
      for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, starts[row])) {
        while (starts[row + 1] <= place) row += 1;
        flags[first + row] = 1;
        row += 1;
        if (row + 1 >= starts.length) break;
      }
    }
  },
};

const nothingYet = { before: '', value: '', after: '', message: 0, line: 0, column: 0, more: {}, isMissing: true };

/** A finding's excerpt and place; empty while the browser has not got so far. */
function rowOf(i) {
  const block = Math.floor(i / report.block), n = i % report.block;
  if (!texts.hasDetails(block)) return nothingYet;
  const [before, value, after] = texts.excerptsOf(block)[n].split('\x1f');
  const [message, line, column, more] = (texts.details[block] ??= JSON.parse(texts.rests[block].textContent))[n];
  return { before, value: value || more.value || '', after, message, line, column, more };
}

/** Prepares searching in slices, so that the page answers in between. */
function prepareSearch() {
  const end = performance.now() + 8;
  while (texts.lowerNext()) if (performance.now() > end) { setTimeout(prepareSearch); return; }
  document.documentElement.dataset.searchable = performance.now().toFixed(0);
}
