import manifest from '../../../package.json' with { type: 'json' };

/** The version of this gv. */
export const GV_VERSION: string = manifest.version;
