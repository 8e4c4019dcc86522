import { describe, expect, it } from 'vitest';
import { ago, duration, waiting } from './time';

const now = Date.parse('2026-10-14T12:00:00Z');
const back = (ms: number) => new Date(now - ms).toISOString();
const minute = 60_000;

describe('time words', () => {
  it('stay short in a list', () => {
    expect(ago(back(20_000), now)).toBe('now');
    expect(ago(back(5 * minute), now)).toBe('5m');
    expect(ago(back(3 * 60 * minute), now)).toBe('3h');
  });
  it('say how long somebody waits, and how urgent that is', () => {
    expect(waiting(back(42 * minute), now)).toEqual({ text: '42 min', urgency: 'calm' });
    expect(waiting(back(5 * 60 * minute), now).urgency).toBe('soon');
    expect(waiting(back(30 * 60 * minute), now).urgency).toBe('late');
  });
  it('never count a time that lies ahead', () => {
    expect(waiting(back(-minute), now).text).toBe('<1 min');
    expect(duration(3 * 60 * minute + 20 * minute)).toBe('3 h 20');
  });
});
