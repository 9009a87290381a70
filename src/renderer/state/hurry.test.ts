import { describe, expect, it } from 'vitest';
import { Hurry, quickMs } from './hurry';

function watched() {
  const target = new EventTarget();
  let nowMs = 1_000;
  const hurry = new Hurry(target, () => nowMs);
  const input = (afterMs: number, type = 'keydown') => {
    nowMs += afterMs;
    target.dispatchEvent(new Event(type));
  };
  const wait = (ms: number) => void (nowMs += ms);
  return { hurry, input, wait };
}

describe('Hurry', () => {
  it('is off for one input, however much the page tells of it', () => {
    const { hurry, input } = watched();
    input(0, 'keydown');
    input(2, 'input');
    input(1, 'input');
    expect(hurry.isOn).toBe(false);
  });

  it('is on from the second quick input until inputs pause', () => {
    const { hurry, input, wait } = watched();
    input(0);
    input(60, 'pointerdown');
    expect(hurry.isOn).toBe(true);
    wait(quickMs - 1);
    expect(hurry.isOn).toBe(true);
    wait(1);
    expect(hurry.isOn).toBe(false);
  });

  it('is off for inputs that leave each other time', () => {
    const { hurry, input } = watched();
    for (let press = 0; press < 5; press++) {
      input(quickMs);
      expect(hurry.isOn).toBe(false);
    }
  });
});
