import type { Component } from 'svelte';

/** What a page gets: the variable parts of its path. */
export type PageProps = { params: Readonly<Record<string, string>> };

export type IconComponent = Component<{ size?: number; strokeWidth?: number }>;

export type NavItem = { id: string; path: string; title: string; icon: IconComponent };

/** A page by its path; `inNavigation` gives it a line in the sidebar. */
export type Page = NavItem & {
  component: Component<PageProps> | Component<Record<string, never>>;
  inNavigation: boolean;
};

/** Keeps an entry's shape. */
export function definePage(page: Page): Page {
  return page;
}
