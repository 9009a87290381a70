// @ts-check

const REMEDIES = [
  { sign: /pip/, what: 'python3 with pip', how: 'Debian, Ubuntu: apt-get install python3-pip' },
  { sign: /g\+\+|compiler/, what: 'a C++ compiler', how: 'Debian, Ubuntu: apt-get install g++' },
  { sign: /node-api-headers/, what: 'the development packages', how: 'npm ci without --omit=dev' },
  { sign: /reached|download/, what: 'the network', how: 'once; the wheel then stays in the cache' },
  {
    sign: /known for|official build/,
    what: 'a platform that has it',
    how: 'Linux x64 with glibc, macOS, Windows x64',
  },
  { sign: /free/, what: '1.3 GB of free disk', how: 'the installed engine takes 0.9 GB' },
];

/** What to print when no native engine could be had for these reasons: what would help, one line each. @param {string[]} reasons */
export function advise(reasons) {
  const remedies = REMEDIES.filter(({ sign }) => reasons.some((why) => sign.test(why)));
  return [
    ...remedies.map(({ what, how }) => `for native training, have ${what} (${how})`),
    'then "npm run postinstall" tries again; without it everything works, training 7 to 10 times slower',
  ];
}
