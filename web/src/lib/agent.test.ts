import { expect, test } from 'vitest';
import { agentOf } from './agent';

test('a browser and its system have names that people know', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36';
  expect(agentOf(chrome)).toEqual({ browser: 'Chrome', system: 'Windows' });
  expect(agentOf(`${chrome} Edg/131.0`)).toEqual({ browser: 'Edge', system: 'Windows' });
  expect(agentOf('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')).toEqual({
    browser: 'Firefox',
    system: 'Linux',
  });
  expect(
    agentOf(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1',
    ),
  ).toEqual({ browser: 'Safari', system: 'iPhone' });
});

test('a program that says nothing known has no name', () => {
  expect(agentOf('')).toEqual({ browser: null, system: null });
  expect(agentOf('curl/8.1')).toEqual({ browser: 'curl', system: null });
});
