/** What nobody means to type, and what scripts do: each is given to every command. */
export const BAD_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'too many': Array.from({ length: 9 }, () => '1.22.5'),
  'an empty string': [''],
  'a path': ['../../etc/passwd'],
  '10 kB of text': ['x'.repeat(10_000)],
  '10 kB of digits': ['1'.repeat(10_000)],
  'control characters': ['\u001b[31m1.22\u0007\n\u009b1m'],
  'a bidirectional override': ['\u202e5.22.1'],
  'a lone dash': ['-'],
  'an unknown option': ['--no-such-option'],
  'a long unknown option': [`--${'x'.repeat(10_000)}`],
  "another command's options": ['--no-such-sibling', '--track', '--remote', '--signature'],
};
