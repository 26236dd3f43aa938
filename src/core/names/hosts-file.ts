import { canonicalAddress } from './address.ts';

/** The addresses that /etc/hosts gives a name, as Go reads the file (go: net, readHosts); none where it does not know the name. */
export function addressesInHosts(text: string, name: string): readonly string[] {
  const wanted = bare(name);
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line
      .replace(/#.*$/s, '')
      .split(/[ \r\t]+/)
      .filter((field) => field !== '');
    const canonical = canonicalAddress(address);
    return canonical !== undefined && names.some((each) => bare(each) === wanted) ? [canonical] : [];
  });
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
