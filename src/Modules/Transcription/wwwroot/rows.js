// Draws only the rows near the window. A recording of three hours has thousands of segments with tens of thousands of words; blocks of
// rows that are far away are empty boxes of about their height.
const perBlock = 20;
const ahead = 1000; // px above and below the window

export class Rows {
  /** @param list their element @param draw makes the row of an item and its index @param room px that a row has besides its lines of text */
  constructor(list, draw, drawn) {
    Object.assign(this, { list, draw, drawn, items: [], blocks: [], heights: new WeakMap(), width: list.clientWidth, room: 14 });
    this.near = new IntersectionObserver(seen => this.seen(seen), { rootMargin: `${ahead}px 0px` });
    this.size = new ResizeObserver(() => this.resized());
    this.size.observe(list);
  }

  /** Shows these. What did not change stays as it is, unless all is to be drawn anew. */
  set(items, anew = false) {
    this.items = items;
    if (anew) this.heights = new WeakMap();
    const count = Math.ceil(items.length / perBlock);
    while (this.blocks.length > count) {
      const block = this.blocks.pop();
      this.near.unobserve(block);
      block.remove();
    }
    while (this.blocks.length < count) this.add();
    for (const block of this.blocks) {
      const now = this.slice(block.number);
      const same = !anew && block.items?.length === now.length && now.every((item, i) => item === block.items[i]);
      if (same) continue;
      block.items = now;
      if (block.filled || block.number === 0) this.fill(block); else this.empty(block);
    }
  }

  add() {
    const block = document.createElement('div');
    Object.assign(block, { number: this.blocks.length, className: 'segment-block', filled: false });
    block.setAttribute('role', 'presentation');
    this.blocks.push(block);
    this.list.append(block);
    this.near.observe(block);
  }

  slice(number) { return this.items.slice(number * perBlock, (number + 1) * perBlock); }

  /** An item that was changed where it stands: its row shows it already. */
  put(index, item) {
    const block = this.blocks[Math.floor(index / perBlock)];
    if (block) block.items[index % perBlock] = item;
  }

  fill(block) {
    const first = block.number * perBlock;
    block.replaceChildren(...block.items.map((item, i) => this.draw(item, first + i)));
    block.style.height = '';
    block.filled = true;
    this.drawn?.();
  }

  empty(block) {
    if (block.filled) for (const [i, row] of [...block.children].entries()) this.heights.set(block.items[i], row.offsetHeight + 2);
    block.replaceChildren();
    block.filled = false;
    block.style.height = `${block.items.reduce((sum, item) => sum + (this.heights.get(item) ?? this.guess(item)), 0)}px`;
  }

  // An average letter of the console's font is 7.3 px wide, a line 21 px high.
  guess(item) {
    const letters = Math.max(20, (this.width - 120) / 7.3);
    return this.room + 21 * Math.max(1, Math.ceil(item.text.length / letters));
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && !target.filled) this.fill(target);
      else if (!isIntersecting && target.filled && !target.contains(document.activeElement)) this.empty(target);
    }
  }

  resized() {
    if (this.list.clientWidth === this.width) return;
    this.width = this.list.clientWidth;
    this.heights = new WeakMap();
    for (const block of this.blocks) if (!block.filled) this.empty(block);
  }

  /** The row of an item; null while it is not drawn. */
  row(index) {
    const block = this.blocks[Math.floor(index / perBlock)];
    return block?.filled ? block.children[index % perBlock] ?? null : null;
  }

  /** The row of an item, drawn with its neighbours, so that it stays in place when the window comes to it. */
  reach(index) {
    const number = Math.floor(index / perBlock);
    for (const block of this.blocks.slice(Math.max(0, number - 1), number + 2)) if (!block.filled) this.fill(block);
    return this.row(index);
  }

  /** Every drawn row with its index. */
  * all() {
    for (const block of this.blocks) if (block.filled) for (const [i, row] of [...block.children].entries()) yield [block.number * perBlock + i, row];
  }

  close() {
    this.near.disconnect();
    this.size.disconnect();
  }
}
