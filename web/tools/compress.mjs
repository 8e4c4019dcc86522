// Leaves FILE.gz and FILE.br beside every built file that is text, so that the server never compresses while it answers.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = new URL('../dist', import.meta.url).pathname;
const text = /\.(js|css|html|svg|json|webmanifest|txt)$/;

function files(at) {
  return readdirSync(at).flatMap((name) => {
    const path = join(at, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

// The server fills theme and density into the page: a line that is changed cannot be compressed beforehand.
const plain = (path) => path.endsWith('index.html') || path.includes('.vite');

for (const path of files(folder).filter((one) => text.test(one) && !plain(one))) {
  const bytes = readFileSync(path);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, brotli));
}
rmSync(join(folder, '.vite/manifest.json.gz'), { force: true });
