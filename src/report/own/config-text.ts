import { CONFIG, type Config, type ConfigEntry } from '../../core/config.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';

/** Each key with its value and its meaning. */
export function configText(config: Config, page: Page): string {
  return columns(
    CONFIG.map((entry) => [entry.key, shown(config, entry), entry.meaning]),
    page,
  );
}

/** The value of one key. */
export function configValueText(config: Config, entry: ConfigEntry): string {
  return `${shown(config, entry)}\n`;
}

function shown(config: Config, { key, type }: ConfigEntry): string {
  const value = config[key];
  if (type === 'boolean') return value === true ? 'on' : 'off';
  return printable(String(value ?? '-'));
}
