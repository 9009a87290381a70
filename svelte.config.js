import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** Svelte's settings for the build, the editor and the linter. */
export default { preprocess: vitePreprocess() };
