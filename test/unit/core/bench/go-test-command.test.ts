import { expect, it } from 'vitest';
import { parseGoTest } from '../../../../src/core/bench/go-test-command.ts';

it.each([
  ['go test -bench .', { build: [], run: ['-test.bench=.'], packages: [] }],
  [
    'go test -tags x -bench=Map --benchmem -count 3 ./a ./b',
    {
      build: ['-tags=x'],
      run: ['-test.bench=Map', '-test.benchmem', '-test.count=3'],
      packages: ['./a', './b'],
    },
  ],
  [
    'go test ./... -race -run ^$ -test.bench . -short=true',
    { build: ['-race'], run: ['-test.run=^$', '-test.bench=.', '-test.short=true'], packages: ['./...'] },
  ],
])('takes %s apart', (line, parts) => {
  expect(parseGoTest(line.split(' '))).toEqual(parts);
});

it.each([
  'go test ./...',
  'go build ./...',
  'make bench',
  'go test -bench',
  'go test -bench . -exec sudo',
  'go test -bench . -json',
  'go test -bench . -cpuprofile p',
  'go test -bench . -args -x',
  'go test -C dir -bench .',
  'go test -bench . map_test.go',
  '/usr/bin/go test -bench .',
  '',
])('leaves %j as it is', (line) => {
  expect(parseGoTest(line.split(' '))).toBeUndefined();
});
