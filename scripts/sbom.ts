import { lockedPackage } from './lock.ts';
import { readManifest } from './manifest.ts';

export interface Contents {
  readonly version: string;
  /** Directories of the packages that the program contains. */
  readonly packages: readonly string[];
  /** Names of the packages whose Node is shipped. */
  readonly runtimes: readonly string[];
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** In the notation of Subresource Integrity. */
  readonly integrity: string;
  readonly type: 'library' | 'platform';
}

/**
 * The contents of a release as a software bill of materials: CycloneDX 1.6 JSON (ECMA-424). Time and serial number are
 * left out, as the format allows, so that the same release has the same text.
 */
export function sbomText({ version, packages, runtimes }: Contents): string {
  const found = [
    ...packages.map((directory) => libraryIn(directory)),
    ...runtimes.map((name) => runtimeOf(name)),
  ].map(componentJson);
  // npm may place one version of a package in several directories; a reference names one component.
  const components = [...new Map(found.map((component) => [component['bom-ref'], component])).values()];
  const gv = { type: 'application', 'bom-ref': 'gv', name: 'gv', version, licenses: [{ expression: 'MIT' }] };
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: gv },
    components,
    dependencies: [{ ref: 'gv', dependsOn: components.map((component) => component['bom-ref']) }],
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

function libraryIn(directory: string): Component {
  const manifest = readManifest(directory);
  if (manifest === undefined) throw new Error(`${directory} is no package`);
  const { name, version, license } = manifest;
  // The name of the package in package-lock.json; its directory may be a link to another place.
  const { integrity } = lockedPackage(directory.replace(/^.*?[\\/](?=node_modules[\\/])/, ''));
  return { name, version, license, integrity, type: 'library' };
}

/** A Node runtime, under Node's own license. The whole text, with the licenses of its parts, lies beside the binary. */
function runtimeOf(name: string): Component {
  return { name, ...lockedPackage(`node_modules/${name}`), license: 'MIT', type: 'platform' };
}

function componentJson({ name, version, license, integrity, type }: Component) {
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
  const sha512 = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [{ expression: license }],
    hashes: [{ alg: 'SHA-512', content: sha512 }],
  };
}
