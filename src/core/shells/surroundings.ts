/** Where a program runs: `terminal` is a shell that a person opened; only there start-up files matter. */
export type Surroundings = 'ci' | 'container' | 'service' | 'terminal';

/** The files that Docker and Podman put into a container. */
export const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv'] as const;

/**
 * Tells from the environment, and from the container files that are there, where a program runs. CI services set CI
 * (Azure Pipelines TF_BUILD, Jenkins JENKINS_URL, TeamCity TEAMCITY_VERSION); Podman and systemd-nspawn set `container`,
 * Kubernetes KUBERNETES_SERVICE_HOST; a terminal sets TERM, and neither systemd nor cron does for a service.
 */
export function surroundings(
  env: Readonly<Record<string, string | undefined>>,
  containerFiles: readonly string[],
): Surroundings {
  const isSet = (name: string): boolean => !['', 'false', '0'].includes(env[name] ?? '');
  if (['CI', 'TF_BUILD', 'JENKINS_URL', 'TEAMCITY_VERSION'].some(isSet)) return 'ci';
  if (containerFiles.length > 0 || ['container', 'KUBERNETES_SERVICE_HOST'].some(isSet)) return 'container';
  return isSet('TERM') ? 'terminal' : 'service';
}
