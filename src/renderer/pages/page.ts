import type { Component } from 'svelte';

/** What a page gets: the variable parts of its path. */
export type PageProps = { params: Readonly<Record<string, string>> };

export type IconComponent = Component<{ size?: number; strokeWidth?: number }>;

/** `about`: what can be done there, in the words of its buttons, so that those who look for one find the page. */
export type NavItem = { id: string; path: string; title: string; icon: IconComponent; about?: string };

export type PageComponent = Component<PageProps> | Component<Record<string, never>>;

/**
 * A page by its path; `inNavigation` gives it a line in the sidebar. One with a `component` is part of the first load,
 * the others are read by `load`.
 */
export type Page = NavItem & {
  inNavigation: boolean;
  component?: PageComponent;
  load?: () => Promise<PageComponent>;
};

/** Keeps an entry's shape. */
export function definePage(
  page: NavItem & { inNavigation: boolean } & (
      { component: PageComponent } | { load: NonNullable<Page['load']> }
    ),
): Page {
  return page;
}
