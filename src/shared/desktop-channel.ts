/** The page says this to its own window when it wants a port to the workbench. */
export const connectMessage = 'metric-workbench:connect';

/** The preload script answers with this, and the port. */
export const portMessage = 'metric-workbench:port';

/** Where the preload script sends the port's other end to. */
export const connectChannel = 'metric-workbench:connect';
