import type {
  Hubs,
  hubsRequestSchema,
  neighboursOfRowsRequestSchema,
  neighbourTableRequestSchema,
  NeighboursOfQuery,
  NeighbourTable,
  occurrencesRequestSchema,
  Suspects,
  suspectsRequestSchema,
} from '@shared/neighbours';
import type { z } from 'zod';
import { hubsOf, occurrencesOf } from './hubs';
import { labelSuspects } from './label-suspects';
import { neighbourTable } from './neighbour-table';
import { neighboursOfRow } from './neighbours';
import type { OpenNeighbours } from './open-neighbours';

/** Handlers of `neighbours.*` that look at a whole split, or at chosen rows. */
export type NeighbourViewHandlers = ReturnType<typeof neighbourViewHandlers>;

/** Makes {@link NeighbourViewHandlers}. */
export function neighbourViewHandlers(open: OpenNeighbours) {
  return {
    async ofRows(
      request: z.output<typeof neighboursOfRowsRequestSchema>,
    ): Promise<{ items: NeighboursOfQuery[] }> {
      const source = await open(request.runId, request);
      return {
        items: await Promise.all(
          request.rows.map((row) => neighboursOfRow(source, row, { atMost: request.k })),
        ),
      };
    },
    async table(request: z.output<typeof neighbourTableRequestSchema>): Promise<NeighbourTable> {
      return neighbourTable(await open(request.runId, request), request.split);
    },
    async occurrences(request: z.output<typeof occurrencesRequestSchema>) {
      return occurrencesOf(await open(request.runId, request), request.split, request.index);
    },
    async hubs(request: z.output<typeof hubsRequestSchema>): Promise<Hubs> {
      return hubsOf(await open(request.runId, request), request);
    },
    async suspects(request: z.output<typeof suspectsRequestSchema>): Promise<Suspects> {
      return labelSuspects(await open(request.runId, { ...request, leaveOneOut: false }), request);
    },
  };
}
