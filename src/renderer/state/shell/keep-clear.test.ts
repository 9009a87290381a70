import { describe, expect, it } from 'vitest';
import { spotOf } from './keep-clear';

describe('messages of a dialog', () => {
  it('stand under it where there is room', () => {
    expect(spotOf({ dialogBottom: 500, footer: 60, window: 800, list: 100 })).toEqual({
      bottom: -108,
      most: 284,
    });
  });

  it('stand above its footer where there is none', () => {
    expect(spotOf({ dialogBottom: 352, footer: 60, window: 384, list: 52 })).toEqual({
      bottom: 68,
      most: 276,
    });
  });

  it('stand at the end of a dialog without a footer', () => {
    expect(spotOf({ dialogBottom: 352, footer: 0, window: 384, list: 52 }).bottom).toBe(8);
  });
});
