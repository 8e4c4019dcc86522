// The types of the API from its description: node tools/client.mjs OPENAPI.json TYPES.ts
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node tools/client.mjs OPENAPI.json TYPES.ts (tools/generate does it)');
  process.exit(2);
}
const nodes = await openapiTS(JSON.parse(readFileSync(from, 'utf8')), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  rootTypesKeepCasing: true,
});
writeFileSync(to, `// Made by tools/generate from the tables in src/api; do not edit.\n${astToString(nodes)}`);
