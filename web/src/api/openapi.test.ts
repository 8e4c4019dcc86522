// The description of the API is valid OpenAPI 3.1, by somebody else's judgement.
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import text from '../../../docs/openapi.json?raw';

// Compiling the validator takes seconds on a busy machine.
describe('the description of the API', { timeout: 120_000 }, () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(text));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('is found wrong when something necessary is missing', async () => {
    const document = JSON.parse(text);
    delete document.paths['/api/people'].get.responses;
    document.paths['/api/people'].get.parameters[0].in = 'thought';
    expect((await new Validator().validate(document)).valid).toBe(false);
  });

  it('gives every operation a name of its own', () => {
    const names = Object.values(JSON.parse(text).paths as Record<string, Record<string, { operationId: string }>>)
      .flatMap((methods) => Object.values(methods))
      .map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(60);
  });
});
