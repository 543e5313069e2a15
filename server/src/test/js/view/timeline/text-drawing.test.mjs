import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { textTree } from '../../../../main/resources/web/js/text/text-tree.js';
import { called } from '../../../../main/resources/web/js/text/mentions.js';
import { chosenPart, drawText, drawable } from '../../../../main/resources/web/js/view/timeline/text-drawing.js';

const names = { me: 7, of: (id) => ({ 7: 'Ada', 12: 'Bob' })[id] ?? null };
const texts = JSON.parse(readFileSync(new URL('../../../../../../shared/src/main/resources/chatter/shared/examples/text.json', import.meta.url)));
const textOf = (text) => {
  if (Array.isArray(text)) return text.map(textOf).join('');
  return typeof text === 'string' ? text : (text.prefix ?? '') + text.repeat.repeat(text.times);
};

/** As much of a document as drawing takes. */
class Part {
  children = [];
  attributes = {};
  dataset = {};
  style = { setProperty: () => {} };

  constructor(tag, text = null) {
    this.tag = tag;
    this.data = text;
  }

  get length() {
    return this.data.length;
  }

  append(...children) {
    this.children.push(...children);
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  removeAttribute(name) {
    delete this.attributes[name];
  }

  set textContent(text) {
    this.children = [new Part('#text', text)];
  }

  get textContent() {
    return this.data ?? this.children.map((child) => child.textContent).join('');
  }

  get all() {
    return [this, ...this.children.flatMap((child) => child.all)];
  }
}

function document() {
  return {
    createElement: (tag) => new Part(tag),
    createElementNS: (_, tag) => new Part(tag),
    createTextNode: (text) => new Part('#text', text),
    createTreeWalker(root) {
      const nodes = root.all.filter(({ tag }) => tag === '#text');
      let at = -1;
      return { nextNode: () => ++at < nodes.length, get currentNode() { return nodes[at]; } };
    },
  };
}

const draw = (text) => {
  const body = new Part('span');
  body.append(...drawText(textTree(text), names));
  return body;
};
const markup = ({ tag, data, children, className, attributes, value }) => {
  if (data !== null) return data;
  if (tag === 'svg') return '';
  const kind = className ? `.${className}` : '';
  const more = attributes.href ? ` ${attributes.href}` : value === undefined ? '' : ` ${value}`;
  return `<${tag}${kind}${more}>${children.map(markup).join('')}</${tag}>`;
};
const shownIn = (parts) => parts.map(({ text, code, words, mention, shown, quote, bullets, numbers }) => {
  if (mention !== undefined) return `@${called(mention, names.of)}`;
  return code ?? words ?? shownIn(text ?? shown ?? quote ?? bullets?.flat() ?? numbers.flatMap(({ blocks }) => blocks));
}).join('');

describe('a text that is drawn', () => {
  before(() => {
    globalThis.document = document();
    globalThis.NodeFilter = { SHOW_TEXT: 4 };
  });

  const drawn = [
    ['of words alone is nothing but words', 'a\n  b', 'a\n  b'],
    ['has styles in each other', '**a *b*** ~~c~~', '<strong>a </strong><strong><em>b</em></strong> <s>c</s>'],
    ['has code in a line', 'a `b*c*`', 'a <code>b*c*</code>'],
    ['has names to press', '<@12>', '<button.at>@Bob</button>'],
    ['tells whoever reads it', '<@7>, <@all>', '<button.at is-me>@Ada</button>, <span.at is-me>@all</span>'],
    ['has nothing to press of who is not known', '<@99>', '<span.at>@somebody</span>'],
    ['has nothing to press in a link', '[a <@12>](https://example.org)', '<a https://example.org>a <span.at>@Bob</span></a>'],
    ['has quotes, and lines beside them', '> a\n\nb', '<blockquote>a</blockquote><span>b</span>'],
    ['has lists in lists', '- a\n  - b', '<ul><li><span>a</span><ul><li>b</li></ul></li></ul>'],
    ['has the numbers that were typed', '2. a\n7. b\n8. c', '<ol><li 2>a</li><li 7>b</li><li>c</li></ol>'],
    ['has their sign', '1) a\n1) b', '<ol.is-bracketed><li 1>a</li><li>b</li></ol>'],
    ['has blocks of code with a button', '```java\na\n```', '<div.code><pre><code>a</code></pre><button.code-copy></button></div>'],
  ];
  for (const [name, text, wanted] of drawn) {
    it(name, () => {
      assert.equal(draw(text).children.map(markup).join(''), wanted);
    });
  }

  it('says of code what it is', () => {
    const [block, plain] = ['```java\na\n```', '```\na\n```'].map((text) => draw(text).children[0]);
    assert.equal(block.dataset.language, 'java');
    assert.equal(block.children[0].attributes['aria-label'], 'Code, java');
    assert.equal(plain.dataset.language, undefined);
    assert.equal(plain.children[0].attributes['aria-label'], 'Code');
  });

  it('says where a link leads that does not show it', () => {
    const links = draw('[a](https://example.org) https://example.org').all.filter(({ tag }) => tag === 'a');
    assert.deepEqual(links.map(({ attributes }) => [attributes.href, attributes.title, attributes.dir]), [
      ['https://example.org', 'https://example.org', 'ltr'],
      ['https://example.org', undefined, 'ltr'],
    ]);
  });

  it('shows what the tree says and nothing else, leads nowhere but to the web and to mail, and has nothing to press in what is pressed', () => {
    for (const { name, text } of texts) {
      const body = draw(textOf(text));
      assert.equal(body.textContent, shownIn(textTree(textOf(text))), name);
      for (const { tag, attributes, children } of body.all) {
        if (tag !== 'a') continue;
        assert.match(attributes.href, /^(?:https?:\/\/|mailto:)/u, name);
        assert.equal(attributes.rel, 'noopener noreferrer');
        assert.ok(!children.flatMap((child) => child.all).some((inner) => /^(?:a|button)$/u.test(inner.tag)), name);
      }
    }
  });

  it('runs as its first letter does, outside of code and addresses', () => {
    const way = (text) => draw(text).children[0].attributes.dir;
    assert.equal(way('> שלום main'), 'rtl');
    assert.equal(way('> main שלום'), 'ltr');
    assert.equal(way('> 1. `code` שלום'), 'rtl');
    assert.equal(way('> https://example.org שלום'), 'rtl');
    assert.equal(way('> 12 + 3'), 'ltr');
    assert.equal(draw('- a\n- שלום').children[0].children[1].attributes.dir, 'rtl');
    assert.equal(way('[שלום](https://example.org)'), 'rtl');
  });

  it('is words alone where more is set off in it than people do', () => {
    const of = (piece, times) => drawable(textTree(piece.repeat(times)), names);
    for (const [piece, times] of [['- a\n', 2_000], ['<@12>', 1_000], ['```\na\n```\n', 600], ['> a\n\n', 1_000], ['https://a.bc ', 600], ['`a` ', 900]]) {
      const blocks = of(piece, times);
      assert.equal(blocks.length, 1, piece);
      assert.deepEqual(Object.keys(blocks[0].text[0]), ['words'], piece);
    }
    assert.match(of('<@12>', 1_000)[0].text[0].words, /^@Bob@Bob/u);
    assert.equal(of('- a\n', 400)[0].bullets.length, 400);
  });

  describe('of which a part is chosen', () => {
    const range = (body, [start, from], [end, to]) => {
      const nodes = body.all.filter(({ tag }) => tag === '#text');
      return {
        startContainer: nodes[start], startOffset: from, endContainer: nodes[end], endOffset: to,
        intersectsNode: (node) => nodes.indexOf(node) >= start && nodes.indexOf(node) <= end,
      };
    };

    it('tells which, over what is in it', () => {
      const body = draw('one **two** three');
      assert.deepEqual(chosenPart(range(body, [0, 2], [2, 3]), body), { from: 2, to: 10 });
      assert.deepEqual(chosenPart(range(body, [1, 0], [1, 3]), body), { from: 4, to: 7 });
    });

    it('has nothing of what is only touched', () => {
      const body = draw('one **two** three');
      assert.deepEqual(chosenPart(range(body, [0, 4], [2, 0]), body), { from: 4, to: 7 });
      assert.equal(chosenPart(range(body, [1, 3], [2, 0]), body), null);
    });

    it('tells all of it where the range has it inside', () => {
      const body = draw('- one\n- two');
      const all = { startContainer: body, startOffset: 0, endContainer: body, endOffset: 1, intersectsNode: () => true };
      assert.deepEqual(chosenPart(all, body), { from: 0, to: 6 });
      assert.equal(chosenPart({ ...all, intersectsNode: () => false }, body), null);
    });
  });
});
