/** Where the bytes of a release come from: the official hosts and mirrors of them, or module proxies. */
export type Source = 'official' | 'proxy';
