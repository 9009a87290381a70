/** What an import does at files that cannot be read as images: it stops, or goes on as if they were not there. */
export const unreadableChoices = ['stop', 'leave-out'] as const;
