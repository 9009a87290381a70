// @ts-check

/**
 * @typedef {object} Surroundings
 * @property {string[]} args what was typed behind `npm start --`
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {boolean} isRoot
 * @property {boolean} hasElectron its binary is on the disk
 */

/**
 * @typedef {object} Door
 * @property {'electron' | 'install-electron' | 'serve'} kind
 * @property {string} why
 * @property {string[]} args what the door is started with
 */

/** Which door `npm start` opens: the window where it can be, else the local page. @param {Surroundings} surroundings @returns {Door} */
export function chooseDoor({ args, env, platform, isRoot, hasElectron }) {
  const flag = args.find((arg) => /^--(no-open|port)(=|$)/.test(arg));
  if (flag) return { kind: 'serve', why: `${flag.replace(/=.*/, '')} was given`, args };
  if (!hasScreen(env, platform))
    return { kind: 'serve', why: 'there is no screen', args: [...args, '--no-open'] };
  if (isRoot && platform === 'linux') {
    return { kind: 'serve', why: 'Electron does not run as root without giving up its sandbox', args };
  }
  if (hasElectron) return { kind: 'electron', why: 'there is a screen and the Electron binary', args };
  return { kind: 'install-electron', why: 'there is a screen and no Electron binary', args };
}

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
function hasScreen(env, platform) {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
