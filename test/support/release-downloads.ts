import { join } from 'node:path';
import {
  download,
  type Downloaded,
  type DownloadEvent,
  type DownloadRequest,
} from '../../src/io/download/download.ts';
import { openHttp } from '../../src/io/http/http.ts';
import type { NetworkLimits } from '../../src/io/http/network-limits.ts';
import type { GivenRelease } from './release-files.ts';
import { QUICK } from './release-limits.ts';
import { SAMPLE, SAMPLE_NAME, sampleRelease } from './release-samples.ts';
import { startReleaseServer, type ReleaseServer } from './release-server.ts';
import { testWorld, type TestWorld } from './test-world.ts';

/** A server with the sample release, a world, and downloads of that file from one into the other. */
export interface Downloads extends AsyncDisposable {
  readonly server: ReleaseServer;
  readonly world: TestWorld;
  /** Official address of the sample. */
  readonly url: string;
  readonly destination: string;
  readonly events: readonly DownloadEvent[];
  request(changes?: Partial<DownloadRequest>): DownloadRequest;
  /** In a process of its own, so to speak: with new connections and nothing remembered. */
  download(changes?: Partial<DownloadRequest>): Promise<Downloaded>;
}

export async function startDownloads(
  releases: readonly GivenRelease[] = [sampleRelease()],
  limits: NetworkLimits = QUICK,
): Promise<Downloads> {
  const server = await startReleaseServer({ releases });
  const world = await testWorld();
  const url = `${server.base}/${SAMPLE_NAME}`;
  const destination = join(world.layout.cache, SAMPLE_NAME);
  const events: DownloadEvent[] = [];
  const request: Downloads['request'] = (changes = {}) => ({
    urls: [url],
    fileName: SAMPLE_NAME,
    destination,
    expectedSize: SAMPLE.length,
    maxBytes: 1_000_000,
    emit: (event) => events.push(event),
    ...changes,
  });
  return {
    server,
    world,
    url,
    destination,
    events,
    request,
    download: async (changes) => {
      const http = openHttp(world, limits);
      try {
        return await download(http, world, request(changes));
      } finally {
        await http.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await world[Symbol.asyncDispose]();
    },
  };
}
