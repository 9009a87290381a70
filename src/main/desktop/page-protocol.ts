import type { Session } from 'electron';
import type { Resources } from '../resources';
import { appScheme, isOwnUrl } from './own-origin';

/** Serves the page, its images and its uploads by `app://workbench/`, from the same resources as the local server. */
export function servePage(session: Session, resources: Resources): void {
  session.protocol.handle(appScheme, (request) => {
    return isOwnUrl(request.url) ? resources(request) : Promise.resolve(new Response(null, { status: 404 }));
  });
}
