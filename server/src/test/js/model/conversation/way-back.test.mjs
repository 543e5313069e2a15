import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WayBack } from '../../../../main/resources/web/js/model/conversation/way-back.js';

const END = null;
const at = (seq, offset = 20) => ({ seq, offset });

describe('the way back from a jump', () => {
  it('leads where the reader was, the last one left first', () => {
    const way = new WayBack();
    assert.equal(way.next, null);
    way.jumped(END, at(50), 90);
    way.jumped(at(50), at(10), 52);
    assert.deepEqual([way.next.place, way.next.from], [at(50), 52]);
    way.returned();
    assert.deepEqual([way.next.place, way.next.from], [END, 90]);
    way.returned();
    assert.equal(way.next, null);
  });

  it('is none where nothing moved', () => {
    const way = new WayBack();
    way.jumped(END, END, 90);
    way.jumped(at(7), at(7, 22), 9);
    assert.equal(way.next, null);
  });

  it('goes when one scrolls back there or beyond, and not before', () => {
    const way = new WayBack();
    way.jumped(at(50), at(10));
    for (const place of [at(9), at(49, 3), at(50, 90)]) {
      way.moved(place);
      assert.deepEqual(way.next?.place, at(50));
    }
    way.moved(at(50, 21));
    assert.equal(way.next, null);
    way.jumped(END, at(10));
    way.moved(at(99));
    assert.notEqual(way.next, null);
    way.moved(END);
    assert.equal(way.next, null);
  });

  it('leads up too, from a jump that led down', () => {
    const way = new WayBack();
    way.jumped(at(10), at(50));
    for (const place of [END, at(11), at(10, 2)]) {
      way.moved(place);
      assert.deepEqual(way.next?.place, at(10));
    }
    way.moved(at(9));
    assert.equal(way.next, null);
  });

  it('of an earlier jump stays until the later one is gone', () => {
    const way = new WayBack();
    way.jumped(at(10), at(50));
    way.jumped(at(50), at(5));
    way.moved(at(4));
    assert.deepEqual(way.next.place, at(50));
    way.moved(at(60));
    assert.deepEqual(way.next.place, at(10));
    way.clear();
    assert.equal(way.next, null);
  });
});
