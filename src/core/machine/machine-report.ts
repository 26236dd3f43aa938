/** The machine under the go command, as `gv doctor machine` reports it. */
export interface MachineReport {
  readonly places: readonly PlaceReport[];
  readonly cpus: CpusReport;
  readonly memory: {
    /** The smallest limit of the control group and its ancestors. */
    readonly limitBytes: number | null;
    readonly oomKills: number | null;
    /** The variable GOMEMLIMIT; Go derives none from a limit. */
    readonly goMemLimit: string | null;
  };
  /** The share of the last ten seconds in which some process waited, in percent. */
  readonly pressure: {
    readonly cpu: number | null;
    readonly io: number | null;
    readonly memory: number | null;
  };
  /** Pages read back from swap in a second. */
  readonly swapInPerS: number | null;
  /** The share of processor time that went to other guests of the host, in percent. */
  readonly stealPercent: number | null;
  readonly limits: LimitsReport;
  /** The files of settings that the findings ask for; nothing of them is in force. */
  readonly files: readonly SettingsText[];
  readonly unknown: readonly { readonly field: string; readonly why: string }[];
}

/** One filesystem with the places of Go that lie on it. */
export interface PlaceReport extends PlaceMeasures {
  readonly names: readonly string[];
  /** The place that was measured. */
  readonly path: string;
  readonly exists: boolean;
  /** Each place of this filesystem with its path. */
  readonly at: readonly { readonly name: string; readonly path: string; readonly exists: boolean }[];
  readonly type: string | null;
  readonly network: boolean;
  readonly source: string | null;
  /** The directory on which the filesystem is mounted. */
  readonly mountedOn: string | null;
  readonly options: readonly string[];
  readonly freeBytes: number | null;
  readonly freeInodes: number | null;
  /** The share of inodes that is free, in percent. */
  readonly freeInodesPercent: number | null;
  /** Set where nothing was measured. */
  readonly why?: string;
}

/** The figures of one probe; null for what was not measured. */
export interface PlaceMeasures {
  readonly createPerS: number | null;
  /** The median time to create one file of 4 KiB. */
  readonly createMs: number | null;
  readonly statPerS: number | null;
  readonly readPerS: number | null;
  readonly unlinkPerS: number | null;
  readonly fsyncMs: { readonly p50: number; readonly max: number; readonly n: number } | null;
  /** Whether a program there may be run. */
  readonly exec: boolean | null;
  readonly caseSensitive: boolean | null;
  readonly files: number;
  readonly ms: number;
  /** True where the filesystem had no room for the next file. */
  readonly full: boolean;
}

export interface CpusReport {
  readonly online: number | null;
  readonly affinity: number;
  readonly quota: number | null;
  readonly quotaFrom: string | null;
  readonly tighterAncestor: { readonly directory: string; readonly quota: number } | null;
  /** The go that runs here. */
  readonly go: string | null;
  /** GOMAXPROCS of the go command here. */
  readonly goTakes: number | null;
  /** GOMAXPROCS of a program that is built here; null without a module. */
  readonly programsTake: number | null;
  /** The go line of the module here. */
  readonly goLine: string | null;
  /** Since the group began. */
  readonly throttledPeriods: number | null;
  readonly periods: number | null;
  /** While gv measured. */
  readonly throttledHere: number | null;
  readonly periodsHere: number | null;
}

export interface LimitsReport {
  readonly nofileHard: number | null;
  readonly inotifyWatches: { readonly used: number | null; readonly max: number | null };
  readonly inotifyInstances: { readonly used: number | null; readonly max: number | null };
  readonly somaxconn: number | null;
  readonly swappiness: number | null;
  readonly thp: string | null;
}

/** A file for the administrator, each line with the value that it replaces above it. */
export interface SettingsText {
  readonly name: '99-go.conf' | 'gv.conf';
  /** The directory for which it is meant. */
  readonly for: string;
  readonly text: string;
}
