type Value = Readonly<Record<string, unknown>>;

/** A rule for a value: its problems, each with its place. */
type Rule = (value: unknown, at: string) => readonly string[];

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text: Rule = (value, at) => (typeof value === 'string' && value !== '' ? [] : [`${at}: no text`]);

const number: Rule = (value, at) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? [] : [`${at}: no number`];

function like(pattern: RegExp): Rule {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? [] : [`${at}: ${String(value)}`]);
}

function list(rule: Rule): Rule {
  return (value, at) =>
    Array.isArray(value)
      ? value.flatMap((each: unknown, index) => rule(each, `${at}[${index}]`))
      : [`${at}: no list`];
}

/** Closed, as the schema of OASIS is ("additionalProperties": false); a name with a `?` may be missing. */
function object(rules: Readonly<Record<string, Rule>>): Rule {
  const known = new Map(Object.entries(rules).map(([name, rule]) => [name.replace('?', ''), rule]));
  return (value, at) => {
    if (!isObject(value)) return [`${at}: no object`];
    const missing = Object.keys(rules).filter((name) => !name.endsWith('?') && !(name in value));
    return [
      ...missing.map((name) => `${at}.${name}: missing`),
      ...Object.entries(value).flatMap(
        ([name, each]) => known.get(name)?.(each, `${at}.${name}`) ?? [`${at}.${name}: not in the schema`],
      ),
    ];
  };
}

const message = object({ text });

/** RFC 3986: no blank, no sign that has to be escaped. */
const uri = like(/^(?:file:\/\/\/)?(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})*$/);

const result = object({
  ruleId: text,
  ruleIndex: number,
  level: like(/^(?:none|note|warning|error)$/),
  message,
  locations: list(
    object({
      physicalLocation: object({
        artifactLocation: object({ uri }),
        region: object({ startLine: number }),
      }),
    }),
  ),
  partialFingerprints: (value, at) =>
    isObject(value) ? Object.entries(value).flatMap(([name, each]) => text(each, `${at}.${name}`)) : [at],
});

/** The part of SARIF 2.1.0 (OASIS, errata 01) that gv writes. */
const log = object({
  $schema: like(/^https:\/\/.*sarif-schema-2\.1\.0\.json$/),
  version: like(/^2\.1\.0$/),
  runs: list(
    object({
      tool: object({
        driver: object({
          name: text,
          semanticVersion: like(/^\d+\.\d+\.\d+/),
          rules: list(object({ id: text, shortDescription: message })),
        }),
      }),
      // Section 3.20: of an invocation only executionSuccessful must be there; of a notification (3.58) only its message.
      invocations: list(
        object({
          executionSuccessful: (value, at) => (typeof value === 'boolean' ? [] : [`${at}: no boolean`]),
          'toolExecutionNotifications?': list(
            object({ level: like(/^(?:none|note|warning|error)$/), message }),
          ),
        }),
      ),
      columnKind: like(/^(?:utf16CodeUnits|unicodeCodePoints)$/),
      results: list(result),
    }),
  ),
});

/** What is wrong with a text as SARIF 2.1.0, each with its place; a result whose rule is another than its index says is wrong too. */
export function sarifProblems(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return [...log(value, 'sarif'), ...misplacedRules(value)];
}

function misplacedRules(value: unknown): readonly string[] {
  const [run] = isObject(value) && Array.isArray(value['runs']) ? (value['runs'] as readonly Value[]) : [];
  const driver = (run?.['tool'] as Value | undefined)?.['driver'] as Value | undefined;
  const rules = (driver?.['rules'] ?? []) as readonly Value[];
  const results = (run?.['results'] ?? []) as readonly Value[];
  return results
    .filter(({ ruleId, ruleIndex }) => rules[Number(ruleIndex)]?.['id'] !== ruleId)
    .map(({ ruleId }) => `${String(ruleId)}: another rule`);
}
