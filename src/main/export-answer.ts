import type { Workbench } from '@core/workbench';
import { toErrorBody, type ErrorCode } from '@shared/errors';

/** A run as a download, streamed; what cannot be written is told as `{ error: { code, message, hint } }`. */
export async function exportAnswer(
  workbench: Pick<Workbench, 'exportRun'>,
  [, id = '', format = '']: readonly string[],
  table: string | undefined,
): Promise<Response> {
  try {
    const { name, mediaType, pieces } = await workbench.exportRun(id, format, table);
    const rest = pieces[Symbol.asyncIterator]();
    // What is wrong with a run shows before the first piece.
    const first = await rest.next();
    return new Response(streamOf(first, rest), {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const body = toErrorBody(error);
    return Response.json({ error: body }, { status: statuses[body.code] ?? 500 });
  }
}

const statuses: Partial<Record<ErrorCode, number>> = {
  usage: 400,
  'bad-input': 400,
  'not-found': 404,
  conflict: 409,
  storage: 507,
};

function streamOf(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): ReadableStream<Uint8Array> {
  let next: IteratorResult<Uint8Array> | null = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = next ?? (await rest.next());
      next = null;
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: async () => void (await rest.return?.()),
  });
}
