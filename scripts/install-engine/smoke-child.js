// @ts-check
// Child process: loads the tfjs-node in the folder given, computes, prints {"tensorflow": "..."} as its last line.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** @type {Record<string, unknown>} */
const util = require('node:util');
util.isNullOrUndefined ??= (/** @type {unknown} */ value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const tf = require(/** @type {string} */ (process.argv[2]));
assert.equal(tf.getBackend(), 'tensorflow');
const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]); // prettier-ignore
assert.deepEqual(product.arraySync(), [[19, 22], [43, 50]]); // prettier-ignore
assert.deepEqual(tf.slice(product, [1, 0], [1, 2]).arraySync(), [[43, 50]]);
assert.deepEqual(tf.topk(tf.tensor1d([3, 9, 5]), 2).values.arraySync(), [9, 5]);
console.log(JSON.stringify({ tensorflow: tf.backend().binding.TF_Version }));
