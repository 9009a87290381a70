// @ts-check

/**
 * @typedef {object} Wheel
 * @property {string} tensorflow version
 * @property {string} file the wheel's name
 * @property {number} bytes
 * @property {string} sha256
 * @property {string} python what pip is told, whatever Python runs it
 * @property {string} abi
 * @property {string} platform
 */

/** The TensorFlow wheels whose library is known to work under the binding, by `process.platform-process.arch`. @type {Record<string, Wheel>} */
export const wheels = {
  'linux-x64': {
    tensorflow: '2.21.0',
    file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    bytes: 273_829_956,
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    python: '3.11',
    abi: 'cp311',
    platform: 'manylinux_2_27_x86_64',
  },
};
