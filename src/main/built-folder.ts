const here = new URL('.', import.meta.url);

/** Folder `out/main` with the built programs, whether this runs from there, from a chunk in it, or from source. */
export const builtFolder: URL = builtFolderOf(here);

/** The built page (`out/renderer`). */
export const rendererFolder = new URL('../renderer/', builtFolder);

/** The built preload script of the Electron window. */
export const preloadFile = new URL('../preload/index.cjs', builtFolder);

/** Where the built programs are, seen from the folder of a module. */
export function builtFolderOf(moduleFolder: URL): URL {
  const path = moduleFolder.pathname;
  if (path.endsWith('/chunks/')) return new URL('..', moduleFolder);
  if (path.endsWith('/src/main/')) return new URL('../../out/main/', moduleFolder);
  return moduleFolder;
}
