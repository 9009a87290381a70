import fc from 'fast-check';

// Property tests draw the same examples everywhere, so that a change fails for what it does. METRIC_WORKBENCH_SEED draws others: a
// number, or `random` (a failure prints the seed it had).
const wanted = process.env['METRIC_WORKBENCH_SEED'] ?? '1';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
