import { engineChoices, type EngineChoice } from '@shared/engine-choice';
import { Option } from 'commander';
import { exitCodeOf } from '../error-body';
import { followStudy } from '../follow-study';
import { cancellable } from '../interrupt';
import { studyText } from '../study-text';
import { createProgress } from '../terminal/progress';
import { given } from '../values';
import { defineCommand } from './command';

/** Runs the tutorial's five parts and prints the comparison and what is seen in it. */
export const studyTutorial = defineCommand({
  configure: (command) =>
    void command
      .requiredOption('--dataset <name>', 'dataset to run it on')
      .addOption(new Option('--engine <engine>', 'what computes (default: auto)').choices(engineChoices))
      .addHelpText(
        'after',
        '\nCtrl+C cancels the study. The page goes on with one that was cancelled or cut short: metric-workbench serve, then Studies.',
      ),
  run: (context, _, { dataset, engine }: { dataset: string; engine?: EngineChoice }) =>
    context.withWorkbench('write', async ({ client }) => {
      const { io, output } = context;
      const progress = createProgress(io);
      const started = await client.studies.startTutorial({ dataset, ...given({ engine }) });
      const follow = () => followStudy(client, started.id, (state) => progress.update(state));
      const cancel = () => client.studies.cancel({ id: started.id });
      const study = await cancellable(io, output, cancel, follow).finally(() => progress.end());
      output.result(study, () => studyText(study, output.style, output.width));
      if (study.status === 'finished') return 0;
      if (study.status === 'cancelled')
        output.note('Go on with it in the page: metric-workbench serve, then Studies.');
      return exitCodeOf(study.status === 'cancelled' ? 'cancelled' : 'failed');
    }),
});
