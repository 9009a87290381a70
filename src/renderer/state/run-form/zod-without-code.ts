import { config } from 'zod';

// Zod would try whether it may make functions of words. The page's policy forbids that, and browsers report the attempt as a breach.
config({ jitless: true });
