import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** bits-ui's palette writes one style into its markup, which the page's policy (style-src 'self') forbids: a class says the same. */
/** @type {import('svelte/compiler').PreprocessorGroup} */
const styleAsClass = {
  name: 'style-as-class',
  markup: ({ content }) => ({ code: content.replaceAll('style="display: contents;"', 'class="contents"') }),
};

/** Svelte's settings for the build, the editor and the linter. */
export default { preprocess: [styleAsClass, vitePreprocess()] };
