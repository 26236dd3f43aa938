import { isNear, LEAST_FILES } from './judging.ts';
import type { MachineReport, SettingsText } from './machine-report.ts';

/** The hard limit of files that systemd gives its services (systemd.exec(5), LimitNOFILE). */
export const RAISED_FILES = 524_288;

/** The first line of each file, by which gv knows its own. */
export const FIRST_LINE =
  '# Made by gv doctor machine; nothing of it is in force before a person puts it there.';

/**
 * The settings that the figures ask for, as files for an administrator: one of sysctl.d(5), and a drop-in for a unit of systemd. Above
 * each line stands the value that it replaces. None where nothing is asked for.
 */
export function settingsFiles(
  { limits, cpus }: Pick<MachineReport, 'limits' | 'cpus'>,
  wanted: { readonly maxprocs: number | undefined },
): readonly SettingsText[] {
  const sysctl = (
    [
      ['max_user_watches', limits.inotifyWatches],
      ['max_user_instances', limits.inotifyInstances],
    ] as const
  ).flatMap(([name, figure]) => {
    const line = `fs.inotify.${name}`;
    return isNear(figure) ? [`# ${line} = ${figure.max ?? 0}`, `${line} = ${raised(figure.max)}`] : [];
  });
  const { nofileHard } = limits;
  const unit = [
    ...(nofileHard !== null && nofileHard < LEAST_FILES
      ? [`# LimitNOFILE=${nofileHard}`, `LimitNOFILE=${RAISED_FILES}`]
      : []),
    ...(wanted.maxprocs === undefined
      ? []
      : [
          `# GOMAXPROCS is not set, and Go takes ${cpus.goTakes ?? cpus.affinity}`,
          `Environment=GOMAXPROCS=${wanted.maxprocs}`,
        ]),
  ];
  return [
    ...fileOf({ name: '99-go.conf', for: '/etc/sysctl.d' }, sysctl),
    ...fileOf(
      { name: 'gv.conf', for: '/etc/systemd/system/NAME.service.d' },
      unit.length === 0 ? [] : ['[Service]', ...unit],
    ),
  ];
}

function raised(max: number | null): number {
  return 2 * (max ?? 0);
}

function fileOf(place: Omit<SettingsText, 'text'>, lines: readonly string[]): readonly SettingsText[] {
  return lines.length === 0 ? [] : [{ ...place, text: `${[FIRST_LINE, ...lines].join('\n')}\n` }];
}
